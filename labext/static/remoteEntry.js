// Draws charts of the type application/vnd.vegalite.v6+json in JupyterLab, which itself stops at Vega-Lite 5.
//
// JupyterLab loads a prebuilt extension as a script that registers a container with `init` and `get`. A bundler
// would write those two; they are short enough to write by hand, so this extension needs no node and no build.
// vega.js beside this file is made when the package is built (hatch_build.py).
(function () {
  'use strict';

  const NAME = 'dhkit-vega';
  const MIME_TYPE = 'application/vnd.vegalite.v6+json';
  const EMBED_OPTIONS = {
    renderer: 'svg', // each mark of an SVG has a label that a screen reader can speak
    actions: { export: true, source: false, compiled: false, editor: false },
  };

  const folder = document.currentScript.src;
  let sharedModules = null;
  let vega;

  // One of the modules that JupyterLab shares with its extensions, in whichever version it carries.
  async function shared(name) {
    const versions = Object.values(sharedModules[name]);
    const factory = await versions[0].get();
    return factory();
  }

  // The bundle is large: load it with the first chart, and only once.
  function loadVega() {
    vega ??= import(new URL('vega.js', folder).href);
    return vega;
  }

  async function createExtension() {
    const { Widget } = await shared('@lumino/widgets');

    class VegaLiteOutput extends Widget {
      constructor() {
        super();
        this.addClass('dhkit-vega');
        this.node.style.overflowX = 'auto';
      }

      async renderModel(model) {
        const spec = JSON.parse(JSON.stringify(model.data[MIME_TYPE]));
        const metadata = (model.metadata || {})[MIME_TYPE] || {};
        const loaded = await loadVega();
        // One Vega for all charts of a page, live ones among them: each numbers its gradients from 0.
        globalThis.dhkitVegaEmbed ??= loaded.vegaEmbed;
        this.release();
        const place = document.createElement('div');
        this.node.replaceChildren(place);
        this.chart = await globalThis.dhkitVegaEmbed(place, spec, { ...EMBED_OPTIONS, ...metadata.embed_options });
      }

      release() {
        if (this.chart) {
          this.chart.finalize();
          this.chart = null;
        }
      }

      dispose() {
        this.release();
        super.dispose();
      }
    }

    return {
      id: `${NAME}:vegalite6`,
      // Safe: a chart draws in a notebook that was never run and is not trusted, as a picture would.
      // (Vega's expressions reach nothing but the chart.)
      rendererFactory: { safe: true, mimeTypes: [MIME_TYPE], createRenderer: () => new VegaLiteOutput() },
      rank: 0,
      dataType: 'json',
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: async (modules) => {
      sharedModules = modules;
    },
    get: async () => {
      const extension = await createExtension();
      return () => ({ __esModule: true, default: extension });
    },
  };
})();
