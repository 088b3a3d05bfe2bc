// Renews the numbers of a survey that is being answered, while the page is in view. Without it there is the link "Refresh".
(() => {
  "use strict";
  const EVERY = 15_000; // milliseconds
  const LONGEST = 5 * 60_000; // between tries that fail
  const PATIENCE = 10_000;

  const watch = document.getElementById("watch");
  const live = document.getElementById("watch-live");
  const status = document.getElementById("watch-status");
  const trouble = document.getElementById("watch-trouble");
  const address = new URL(location.href);
  // What is new is counted from when the page was opened, and said by the server in the page's language.
  address.searchParams.set("seen", watch.dataset.responses);
  address.hash = "";
  let timer = 0;
  let failures = 0;
  let isAsking = false;
  let isOver = false;

  const renew = (page) => {
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (!fresh || fresh.innerHTML === part.innerHTML) continue;
      // Whoever stands on a table, or has scrolled it sideways, stays where they are.
      const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
      const scrolled = [...part.querySelectorAll(".table-wrap")].map((each) => [each.id, each.scrollLeft]);
      part.replaceChildren(...fresh.childNodes);
      for (const [id, left] of scrolled) document.getElementById(id)?.scrollTo({ left, behavior: "instant" });
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
    const responses = page.getElementById("watch").dataset.responses;
    if (responses === watch.dataset.responses) return;
    watch.dataset.responses = responses;
    status.textContent = page.getElementById("watch-status").textContent;
  };

  const ask = async () => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE), redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("watch")) throw new Error("another page");
    return page;
  };

  const update = async () => {
    clearTimeout(timer);
    if (isAsking || isOver || document.hidden) return;
    isAsking = true;
    try {
      const page = await ask();
      renew(page);
      failures = 0;
      isOver = !page.getElementById("watch-live");
    } catch {
      failures += 1;
    }
    isAsking = false;
    trouble.hidden = failures < 2;
    live.hidden = isOver;
    wait();
  };

  const wait = () => {
    clearTimeout(timer);
    if (!isOver && !document.hidden) timer = setTimeout(update, Math.min(EVERY * 2 ** failures, LONGEST));
  };

  document.addEventListener("visibilitychange", update);
  live.hidden = false;
  wait();
})();
