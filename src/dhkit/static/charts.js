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
      const { view } = await window.vegaEmbed(place, spec, { ...OPTIONS, ...options });
      const menu = place.querySelector('summary');
      if (menu) menu.setAttribute('aria-label', 'Save this chart');
      for (const empty of place.querySelectorAll('g[role="graphics-symbol"]:empty')) empty.removeAttribute('role');
      if (figure.dataset.marks) window.dhkitPassages.follow(figure, view, spec);
    } catch (error) {
      place.textContent = 'This chart could not be drawn: ' + error.message;
    }
  }

  // A permalink (#document:start-end) leads to the page that lists the passage: the index knows which, and shows itself
  // what no page lists. From any other page the way is over the index.
  let opened = false; // who arrives with an address finds its passage open; who clicks it here turns it himself
  async function seek() {
    const place = decodeURIComponent(location.hash.slice(1));
    if (!/^[\w.-]+:\d+-\d+$/.test(place)) return;
    const listed = document.getElementById(place);
    if (listed) {
      if (!opened) window.dhkitPassages.turn(listed.querySelector('a'));
      opened = true;
      return;
    }
    const places = document.getElementById('places');
    if (!places) {
      location.replace('index.html#' + place);
      return;
    }
    const known = JSON.parse(places.textContent);
    if (Object.hasOwn(known, place)) {
      location.replace(known[place] + '#' + place);
      return;
    }
    const shown = document.getElementById('place');
    const found = await window.dhkitPassages.find(place);
    shown.hidden = !found;
    shown.querySelector('.passages').replaceChildren(found || '');
    if (found) shown.scrollIntoView();
    const told = document.getElementById('no-such-place');
    told.querySelector('code').textContent = '#' + place;
    told.hidden = Boolean(found);
  }

  addEventListener('hashchange', seek);
  seek();
  opened = true;

  // What scrolls must be reached by keys, too.
  for (const area of document.querySelectorAll('.output_area, .text_cell table, pre, figure.chart')) {
    if (area.scrollWidth > area.clientWidth) area.tabIndex = 0;
  }

  for (const figure of document.querySelectorAll('figure.chart')) {
    draw(figure);
  }
})();
