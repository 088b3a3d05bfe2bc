// Shows a question that depends on an answer on the same page only when that answer is given. Without it the question says so itself.
(() => {
  "use strict";
  const dependent = [...document.querySelectorAll("[data-question]")];
  if (dependent.length === 0) return;
  const fields = [...document.querySelectorAll("input, textarea")];

  // A question's fields are named q3, or q3.<part> where it has several: the day of a date, an answer to rank, what "other" is.
  const fieldsOf = (key) => fields.filter((field) => field.name === key || field.name.startsWith(`${key}.`));
  const isChosen = (field) => (["radio", "checkbox"].includes(field.type) ? field.checked : field.value.trim() !== "");

  // As the server reads them: one chosen answer of a list stands alone, whatever words are left beside "other".
  const answers = (key) => {
    const chosen = fieldsOf(key).filter(isChosen);
    const one = chosen.find((field) => field.type === "radio");
    if (one) return one.value === "" ? [] : [one.value];
    return chosen.map((field) => (field.name === key ? field.value : field.name.slice(key.length + 1)));
  };

  const update = () => {
    // In the order of the page, so that what depends on a hidden question is hidden too.
    for (const question of dependent) {
      const asked = fieldsOf(question.dataset.question);
      if (asked.length === 0) continue; // It is on another page.
      const isHidden = asked[0].closest("[data-question][hidden]") !== null;
      const given = isHidden ? [] : answers(question.dataset.question);
      const wanted = question.dataset.answers === "" ? null : question.dataset.answers.split("|");
      question.hidden = !given.some((value) => wanted === null || wanted.includes(value));
    }
  };

  document.addEventListener("input", update);
  document.addEventListener("change", update);
  update();
})();
