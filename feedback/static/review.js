// On the review page, marks the source lines of the item in hand and brings them into view. The page works without it.
(() => {
  "use strict";
  const source = document.querySelector(".review .source");
  if (!source) return;
  let marked = [];

  const mark = (item) => {
    for (const line of marked) line.classList.remove("in-hand");
    marked = [];
    const last = Number(item.dataset.lastLine);
    for (let number = Number(item.dataset.firstLine); number <= last; number += 1) {
      const line = document.getElementById(`line-${number}`);
      if (line) marked.push(line);
    }
    for (const line of marked) line.classList.add("in-hand");
    if (marked.length === 0) return;
    // Only the source scrolls: the page itself must not move under the reader's hand.
    const box = source.getBoundingClientRect();
    const first = marked[0].getBoundingClientRect();
    if (first.top < box.top || first.bottom > box.bottom) source.scrollTop += first.top - box.top - box.height / 3;
  };

  for (const item of document.querySelectorAll(".item[data-first-line]")) {
    item.addEventListener("focusin", () => mark(item));
    item.addEventListener("click", () => mark(item));
  }
  const here = document.querySelector(".item:target[data-first-line]");
  if (here) mark(here);
})();
