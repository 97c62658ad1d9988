// Draws the charts of a page: each stands in the page as data, and is drawn in its place when the page has loaded.
// The bundle of Vega before this script in the same file has set window.vegaEmbed.
(function () {
  'use strict';

  const OPTIONS = {
    renderer: 'svg', // each mark of an SVG has a label that a screen reader can speak
    actions: { export: true, source: false, compiled: false, editor: false },
  };

  async function draw(figure) {
    const place = document.createElement('div');
    figure.append(place);
    try {
      const { spec, options } = JSON.parse(figure.querySelector('script').textContent);
      await window.vegaEmbed(place, spec, { ...OPTIONS, ...options });
    } catch (error) {
      place.textContent = 'This chart could not be drawn: ' + error.message;
    }
  }

  for (const figure of document.querySelectorAll('figure.chart')) {
    draw(figure);
  }
})();
