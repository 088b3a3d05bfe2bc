// The review page's help: item and source lines light up together, and single keys press the buttons of the item in hand.
// Everything can be done without it.
(() => {
  "use strict";
  const draft = document.querySelector("[data-draft]");
  const source = document.querySelector(".review .source");
  if (!draft) return;
  const items = [...draft.querySelectorAll(".item")];
  let current = null;
  let lit = [];

  // Both ways: the lines of an item, and the item of a line.

  const linesOf = (item) => {
    const lines = [];
    const last = Number(item.dataset.lastLine);
    for (let number = Number(item.dataset.firstLine); number <= last; number += 1) {
      const line = document.getElementById(`line-${number}`);
      if (line) lines.push(line);
    }
    return lines;
  };

  const light = (elements) => {
    for (const each of lit) each.classList.remove("in-hand");
    lit = elements;
    for (const each of lit) each.classList.add("in-hand");
  };

  // Only the source scrolls: the page itself must not move under the reader's hand.
  const scrollSource = (line) => {
    const box = source.getBoundingClientRect();
    const at = line.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) source.scrollTop += at.top - box.top - box.height / 3;
  };

  // Gives the picture of the item's page, if it is open.
  const markPictures = (item) => {
    let here = null;
    for (const image of document.querySelectorAll(".page-image[open] img[data-picture]")) {
      const lines = `?first=${item.dataset.firstLine}&last=${item.dataset.lastLine}`;
      const isHere = image.closest("[data-page]").dataset.page === item.dataset.page;
      if (isHere) here = image;
      const address = image.dataset.picture + (isHere ? lines : "");
      if (image.getAttribute("src") !== address) image.src = address;
    }
    return here;
  };

  const take = (item, isFromLine = false) => {
    for (const each of items) each.tabIndex = each === item ? 0 : -1;
    current = item;
    const lines = source ? linesOf(item) : [];
    light([item, ...lines]);
    const picture = markPictures(item);
    if (lines.length > 0 && !isFromLine) scrollSource(picture ?? lines[0]);
  };

  for (const item of items) {
    item.tabIndex = -1;
    item.addEventListener("focusin", () => take(item));
    item.addEventListener("click", () => take(item));
  }
  if (items.length > 0) items[0].tabIndex = 0;

  const takeFromLine = (line) => {
    const item = (line.dataset.items ?? "").split(" ").map((id) => document.getElementById(id)).find((each) => each);
    if (!item) return;
    take(item, true);
    item.scrollIntoView({ block: "nearest" });
  };
  for (const line of source?.querySelectorAll("[data-items]") ?? []) {
    line.addEventListener("click", () => takeFromLine(line));
    line.addEventListener("focusin", () => takeFromLine(line));
  }
  source?.addEventListener(
    "toggle",
    () => { if (current) markPictures(current); },
    true,
  );

  // Dividing at the cursor, in the item itself.

  const divide = (item) => {
    const page = item.querySelector('a[data-key="s"]');
    const said = item.querySelector(".said");
    const seen = item.querySelector('input[name="seen"]');
    const token = item.querySelector('input[name="_csrf_token"]');
    if (!page || !said || !seen || !token || item.querySelector(".divide-here")) return;
    const selection = getSelection();
    const cursor = said.contains(selection.anchorNode) ? selection.anchorOffset : Math.floor(said.textContent.length / 2);
    const form = document.createElement("form");
    form.className = "divide-here";
    form.method = "post";
    form.action = page.href;
    const label = document.createElement("label");
    label.textContent = draft.dataset.divide;
    const hint = document.createElement("span");
    hint.className = "hint";
    hint.id = "divide-hint";
    hint.textContent = draft.dataset.divideHint;
    const text = document.createElement("textarea");
    text.name = "division";
    text.rows = 4;
    text.lang = said.lang;
    text.dir = said.dir;
    text.value = said.textContent;
    text.setAttribute("aria-describedby", hint.id);
    label.append(text);
    form.append(label, hint, seen.cloneNode(), token.cloneNode());
    text.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") {
        form.remove();
        item.focus();
      } else if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        const before = text.value.slice(0, text.selectionStart).trim();
        const after = text.value.slice(text.selectionEnd).trim();
        if (!before || !after) return;
        text.value = `${before}\n\n${after}`;
        form.submit();
      }
    });
    item.querySelector("p").after(form);
    text.focus();
    text.setSelectionRange(cursor, cursor);
  };

  // Single keys. Whoever speaks to the computer, or presses keys by mistake, turns them off; the choice is remembered.

  const help = document.querySelector("[data-keys]");
  const isOn = document.getElementById("keys-on");
  const NAME = "gensvar-review-keys";
  try {
    isOn.checked = localStorage.getItem(NAME) !== "off";
  } catch {
    // Without storage the keys are on, each time anew.
  }
  isOn.addEventListener("change", () => {
    try {
      localStorage.setItem(NAME, isOn.checked ? "on" : "off");
    } catch {
      // Not remembered, then.
    }
  });
  help.hidden = false;

  const go = (item) => {
    if (!item) return;
    item.tabIndex = 0;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => go(current ? items[items.indexOf(current) + by] : items[0]);
  const nextUnsure = () => {
    const from = current ? items.indexOf(current) + 1 : 0;
    const around = [...items.slice(from), ...items.slice(0, from)];
    go(around.find((item) => item.classList.contains("unsure")));
  };
  const press = (place, key) => place?.querySelector(`[data-key="${key}"]`)?.click();
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    n: nextUnsure,
    s: () => current && divide(current),
    u: () => press(draft.querySelector(":scope > .actions:has([data-key='u'])"), "u"),
    "?": () => {
      const keys = help.querySelector("details");
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    },
  };
  for (const key of "emqtyd") actions[key] = () => press(current, key);

  document.addEventListener("keydown", (event) => {
    if (!isOn.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });

  // After a change the address names the item in hand; not every browser gives it the focus by itself.
  const here = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (here?.matches(".item")) {
    take(here);
    here.focus({ preventScroll: true });
  }
})();
