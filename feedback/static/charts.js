// Puts charts that answer to the pointer in the place of the drawings, where there is room for them. Without it the drawings stay.
(() => {
  "use strict";
  if (!window.Plotly) return;
  const room = window.matchMedia("(min-width: 40rem)");
  const drawn = new WeakSet();

  function show() {
    for (const chart of document.querySelectorAll("[data-chart]")) {
      chart.hidden = !room.matches;
      chart.closest("figure").querySelector(".chart-drawing").hidden = room.matches;
      if (!room.matches) continue;
      if (drawn.has(chart)) {
        window.Plotly.Plots.resize(chart);
        continue;
      }
      const figure = JSON.parse(document.getElementById(chart.dataset.chart).textContent);
      drawn.add(chart);
      window.Plotly.newPlot(chart, figure.data, figure.layout, { responsive: true, displayModeBar: false });
    }
  }

  room.addEventListener("change", show);
  show();
})();
