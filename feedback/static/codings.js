// Coding by single keys: each presses a button or follows a link that is on the page, and can be turned off there.
(() => {
  "use strict";
  const SWITCHED = "gensvar-coding-keys";
  const inHand = document.querySelector("[data-in-hand]");
  const help = document.querySelector("[data-keys]");
  const on = document.getElementById("keys-on");
  if (!help || !on) return;

  // Some browsers refuse to remember anything; the switch then holds for this page.
  const remembered = () => { try { return localStorage.getItem(SWITCHED); } catch { return null; } };
  const remember = (value) => { try { localStorage.setItem(SWITCHED, value); } catch { /* see above */ } };
  help.hidden = false;
  on.checked = remembered() !== "off";
  on.addEventListener("change", () => remember(on.checked ? "on" : "off"));

  const suggestions = inHand ? [...inHand.querySelectorAll("[data-suggestion]")] : [];
  const marks = inHand ? [...inHand.querySelectorAll("[data-text] mark")] : [];
  const markFor = (suggestion) => {
    const its = suggestion?.dataset.words.toLowerCase().split("\n");
    for (const mark of marks) mark.classList.toggle("other", Boolean(its) && !its.includes(mark.textContent.toLowerCase()));
  };
  for (const suggestion of suggestions) {
    suggestion.addEventListener("focusin", () => markFor(suggestion));
    suggestion.addEventListener("focusout", () => markFor(null));
    suggestion.addEventListener("pointerenter", () => markFor(suggestion));
    suggestion.addEventListener("pointerleave", () => markFor(suggestions.find((each) => each.matches(":focus-within"))));
  }

  let isSent = false;
  const press = (element) => {
    if (!element || isSent) return;
    isSent = true; // a key pressed twice must not decide on the next text
    element.click();
  };
  const button = (suggestion, pressed) => suggestion?.querySelector(`button[value="${pressed}"]`);
  const focused = () => suggestions.find((each) => each.matches(":focus-within")) ?? suggestions[0];
  const actions = {
    r: () => press(button(focused(), "reject")),
    n: () => press(document.querySelector("[data-none] button")),
    u: () => press(document.querySelector("[data-undo] button")),
    j: () => press(document.querySelector("[data-next]")),
    k: () => press(document.querySelector("[data-previous]")),
    t: () => document.getElementById("typed")?.focus(),
    "?": () => {
      help.open = !help.open;
      help.querySelector("summary").focus();
    },
  };
  const actionOf = (event) => {
    const digit = event.code.match(/^(?:Digit|Numpad)([1-9])$/)?.[1];
    if (digit) return () => press(button(suggestions[digit - 1], event.shiftKey ? "reject" : "confirm"));
    if (event.key === "؟") return actions["?"];
    // On a keyboard with other letters the key's place decides.
    const key = /^[a-z?]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
    return Object.hasOwn(actions, key) ? actions[key] : null;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing || !on.checked) return;
    if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    action();
  });
  // A page that comes back from the browser's memory can be decided on again.
  addEventListener("pageshow", () => { isSent = false; });

  // After a decision the address names the text in hand; not every browser gives it the focus by itself.
  if (inHand && location.hash === "#text") inHand.focus();
})();
