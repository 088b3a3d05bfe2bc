// Draws the charts of a report. Without it the page has the same numbers in its tables, and the figures stay hidden.
(() => {
  "use strict";
  for (const chart of document.querySelectorAll("[data-chart]")) {
    const figure = JSON.parse(document.getElementById(chart.dataset.chart).textContent);
    chart.closest("figure").hidden = false;
    window.Plotly.newPlot(chart, figure.data, figure.layout, { responsive: true, displayModeBar: false });
  }
})();
