// Lists the passages behind the marks of a chart, and the one that an address names. The places of each mark, who
// speaks where, and the text where it may be shown, stand in one file per corpus beside the pages (passages-NAME.js);
// it is read when the first passage is asked for. All words are set as text, never as HTML.
(function () {
  'use strict';

  const MOST = 12; // what can be read at once, as in a notebook
  const CONTEXT = 300; // code points of the same speech before and after what was counted
  const HINT = 'Click a mark, and its passages are listed here; shift-click adds a mark. By keys: Tab to the chart, '
    + 'arrows from mark to mark, Enter to list (with Shift: to add).';
  const NONE = 'No passage: this mark stands for nothing that was counted.';

  const corpora = (window.dhkitCorpora = {});
  const loading = {};

  function load(name) {
    loading[name] ??= new Promise((resolve, reject) => {
      const file = 'passages-' + encodeURIComponent(name) + '.js';
      const script = document.createElement('script');
      script.src = file;
      script.onload = () => resolve(corpora[name]);
      script.onerror = () => reject(new Error(file + ' is not beside this page'));
      document.head.append(script);
    });
    return loading[name];
  }

  function element(name, words, kind) {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (kind) made.className = kind;
    return made;
  }

  // The text of a document by code points, as all places are given.
  function read(held, start, end) {
    held.points ??= Array.from(held.text);
    return held.points.slice(start, end).join('');
  }

  function unfold(places) {
    let held = '';
    return places.split(' ').filter(Boolean).map((told) => {
      const colon = told.lastIndexOf(':');
      if (colon >= 0) held = told.slice(0, colon);
      const [start, end] = told.slice(colon + 1).split('-').map(Number);
      return { document: held, start, end };
    });
  }

  function meets(rows, start, end) {
    return rows.filter((row) => row[0] < end && row[1] > start);
  }

  function voiceOf(corpus, [, , voice, , , state]) {
    const sure = ['', 'certain'].includes(corpus.words[state]);
    return corpus.words[voice] + (sure ? '' : ' (' + corpus.words[state] + ')');
  }

  function permalink(document_, start, end) {
    const address = '#' + document_ + ':' + start + '-' + end;
    const link = element('a', address);
    link.href = (document.getElementById('places') ? '' : 'index.html') + address;
    return link;
  }

  function reference(parts, link) {
    const line = element('p', '', 'reference');
    parts.filter((part) => part.words).forEach(({ name, words }, place) => {
      line.append(place ? ' · ' : '', element(name || 'span', words));
    });
    line.append(' · ', link);
    return line;
  }

  // What was counted, marked in the words around it, no word cut in two.
  function quote(held, { start, end }, [first, last]) {
    const line = element('p', '', 'quote');
    let from = Math.min(start, Math.max(first, start - CONTEXT));
    let to = Math.max(end, Math.min(last, end + CONTEXT));
    while (from > first && from < start && read(held, from - 1, from).trim()) from += 1;
    while (to < last && to > end && read(held, to, to + 1).trim()) to -= 1;
    const whole = start === first && end === last;
    line.append(from > first ? '… ' : '', read(held, from, start));
    line.append(element(whole ? 'span' : 'mark', read(held, start, end)));
    line.append(read(held, end, to), to < last ? ' …' : '');
    return line;
  }

  function neighbour(corpus, held, place) {
    const [start, end, kind] = held.blocks[place];
    const voices = new Set(meets(held.utterances, start, end).map((spoken) => voiceOf(corpus, spoken)));
    const entry = element('div', '', 'neighbour');
    entry.append(reference(
      [{ words: [...voices].join('; ') }, { words: blockName(corpus, held, place, kind) }],
      permalink(held.key, start, end),
    ));
    if (held.text) entry.append(element('p', read(held, start, end), 'quote'));
    return entry;
  }

  function blockName(corpus, held, place, kind) {
    return 'block ' + (place + 1) + ' of ' + held.blocks.length + ' (' + corpus.words[kind] + ')';
  }

  // One passage: where it stands, who speaks, its words, and on both sides as many blocks as are asked for.
  function show(corpus, place, name) {
    const held = corpus.documents.find(({ key }) => key === place.document);
    const spoken = meets(held.utterances, place.start, place.end)[0];
    const at = held.blocks.findIndex(([start, end]) => start < place.end && end > place.start);
    const entry = element(name);
    const parts = [{ name: 'b', words: held.label }];
    if (spoken) {
      const [, , , reporter, work] = spoken;
      parts.push({ words: voiceOf(corpus, spoken) });
      if (corpus.words[reporter]) parts.push({ words: 'reported by ' + corpus.words[reporter] });
      parts.push({ name: 'i', words: corpus.words[work] });
    }
    if (at >= 0) parts.push({ words: blockName(corpus, held, at, held.blocks[at][2]) });
    const here = element('div');
    here.append(reference(parts, permalink(held.key, place.start, place.end)));
    if (held.text) here.append(quote(held, place, spoken ? [Math.min(spoken[0], place.start), Math.max(spoken[1], place.end)] : [place.start, place.end]));
    entry.append(here);
    if (at >= 0) {
      let [first, last] = [at, at];
      const turns = element('p', '', 'turns');
      const before = element('button', 'the block before');
      const after = element('button', 'the block after');
      const told = ' · ' + held.label + ', ' + place.start + ' to ' + place.end;
      for (const button of [before, after]) {
        button.type = 'button';
        button.setAttribute('aria-label', button.textContent + told);
      }
      const settle = () => {
        before.disabled = first === 0;
        after.disabled = last === held.blocks.length - 1;
      };
      before.addEventListener('click', () => {
        entry.prepend(neighbour(corpus, held, (first -= 1)));
        settle();
      });
      after.addEventListener('click', () => {
        turns.before(neighbour(corpus, held, (last += 1)));
        settle();
      });
      settle();
      turns.append(before, ' ', after);
      entry.append(turns);
    }
    return entry;
  }

  // Below a chart, the passages behind the marks that are clicked, or chosen by keys.
  function follow(figure, view, spec) {
    const { corpus: name, marks: chart } = figure.dataset;
    const held = spec.params.find((param) => param.name === 'mark');
    const selector = (held.views || [spec.name]).map((own) => 'g.' + CSS.escape(own) + '_marks > *').join(', ');
    const panel = element('section', '', 'passages');
    panel.setAttribute('aria-label', 'Passages behind the marks of the chart');
    const told = element('p', HINT, 'told');
    told.setAttribute('role', 'status');
    const list = element('ol');
    const more = element('button', 'more');
    more.type = 'button';
    more.hidden = true;
    panel.append(told, list, more);
    figure.after(panel);

    let places = [];
    let corpus;

    function lengthen() {
      for (const place of places.slice(list.children.length, list.children.length + MOST)) {
        list.append(show(corpus, place, 'li'));
      }
      const n = list.children.length;
      told.textContent = places.length + (places.length === 1 ? ' passage' : ' passages')
        + (n < places.length ? ', the first ' + n + ' shown' : '');
      more.hidden = n === places.length;
      more.textContent = Math.min(MOST, places.length - n) + ' more';
    }
    more.addEventListener('click', () => {
      const n = list.children.length;
      lengthen();
      list.children[n].querySelector('a').focus();
    });

    async function list_marked() {
      const chosen = view.data('mark_store').map(({ fields, values }) =>
        JSON.stringify(held.select.fields.map((key) => values[fields.findIndex(({ field }) => field === key)])));
      try {
        corpus = await load(name);
      } catch (error) {
        told.textContent = 'The passages could not be read: ' + error.message;
        return;
      }
      const known = new Map(corpus.charts[chart].map((mark) => [JSON.stringify(mark.slice(0, -1)), mark.at(-1)]));
      places = chosen.flatMap((keys) => unfold(known.get(keys) || ''));
      list.replaceChildren();
      if (places.length) {
        lengthen();
      } else {
        more.hidden = true;
        told.textContent = chosen.length ? NONE : HINT;
      }
    }

    const marks = () => [...figure.querySelectorAll(selector)];
    let current = 0;
    function open() {
      marks().forEach((mark, place) => {
        mark.setAttribute('tabindex', place === current ? '0' : '-1');
        mark.setAttribute('role', 'button');
      });
    }
    open();
    view.addSignalListener('mark', () => {
      list_marked();
      setTimeout(open);
    });
    figure.addEventListener('keydown', (event) => {
      const all = marks();
      const place = all.indexOf(event.target);
      if (place < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      const steps = { ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: all.length - 1 };
      if (event.key in steps) {
        current = Math.min(Math.max(steps[event.key], 0), all.length - 1);
        open();
        all[current].focus();
      } else if (event.key === 'Enter' || event.key === ' ') {
        const box = event.target.getBoundingClientRect();
        event.target.dispatchEvent(new MouseEvent('click', {
          bubbles: true, shiftKey: event.shiftKey, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2,
        }));
      } else {
        return;
      }
      event.preventDefault();
    });
  }

  // The passage of an address (document:start-end) in whichever corpus of this site has its document; else nothing.
  async function find(address) {
    const [place] = unfold(address);
    for (const name of JSON.parse(document.body.dataset.corpora || '[]')) {
      const corpus = await load(name);
      const held = corpus.documents.find(({ key }) => key === place.document);
      if (held && place.start < place.end && place.end <= held.length) return show(corpus, place, 'div');
    }
    return null;
  }

  // In a list that was stored with a notebook, the address of a passage opens it.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('td > a[href^="#"]');
    if (link) turn(link);
  });

  async function turn(link) {
    const row = link.closest('tr');
    const open = row.nextElementSibling;
    if (open && open.classList.contains('opened')) {
      open.remove();
      return;
    }
    const found = await find(link.hash.slice(1));
    if (!found) return;
    const opened = element('tr', '', 'opened');
    const cell = element('td', '', 'passages');
    cell.colSpan = row.cells.length;
    cell.append(found);
    opened.append(cell);
    row.after(opened);
  }

  window.dhkitPassages = { follow, find, turn };
})();
