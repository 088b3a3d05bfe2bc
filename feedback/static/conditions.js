// Shows a question that depends on an answer on the same page only when that answer is given. Without it the question says so itself.
(() => {
  "use strict";
  const dependent = [...document.querySelectorAll("[data-question]")];
  if (dependent.length === 0) return;

  const answers = (key) => {
    const fields = [...document.getElementsByName(key)];
    const chosen = fields.filter((field) => field.checked || !["radio", "checkbox"].includes(field.type));
    return chosen.map((field) => field.value.trim()).filter((value) => value !== "");
  };

  const update = () => {
    // In the order of the page, so that what depends on a hidden question is hidden too.
    for (const question of dependent) {
      const asked = document.querySelector(`[name="${question.dataset.question}"]`);
      const given = asked && !asked.closest("[data-question][hidden]") ? answers(question.dataset.question) : [];
      const wanted = question.dataset.answers === "" ? null : question.dataset.answers.split("|");
      question.hidden = !given.some((value) => wanted === null || wanted.includes(value));
    }
  };

  document.addEventListener("input", update);
  document.addEventListener("change", update);
  update();
})();
