// Confirming suggested themes by keyboard: single keys work only while a suggestion has the focus, and press its buttons.
(() => {
  "use strict";
  const suggestions = [...document.querySelectorAll("[data-suggestion]")];
  const help = document.querySelector("[data-keys]");
  if (help) help.hidden = suggestions.length === 0;

  const press = (suggestion, state) => suggestion.querySelector(`button[value="${state}"]`).click();
  const move = (suggestion, step) => {
    const other = suggestions[suggestions.indexOf(suggestion) + step];
    if (!other) return;
    other.focus();
    // The point's text stands above its suggestions and must be in view with them.
    other.closest(".item").scrollIntoView({ block: "nearest" });
  };
  const actions = {
    c: (suggestion) => press(suggestion, "confirmed"),
    y: (suggestion) => press(suggestion, "confirmed"),
    r: (suggestion) => press(suggestion, "rejected"),
    n: (suggestion) => press(suggestion, "rejected"),
    j: (suggestion) => move(suggestion, 1),
    k: (suggestion) => move(suggestion, -1),
    ArrowDown: (suggestion) => move(suggestion, 1),
    ArrowUp: (suggestion) => move(suggestion, -1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const suggestion = event.target instanceof Element ? event.target.closest("[data-suggestion]") : null;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!suggestion || !action) return;
    event.preventDefault();
    action(suggestion);
  });

  // After a decision the address names the next suggestion; not every browser gives it the focus by itself.
  const next = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  if (next?.matches("[data-suggestion]")) next.focus();
})();
