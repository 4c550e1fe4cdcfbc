/** Two files, built one after the other: `widget.js` (classic script, the loader) and `widget-app.js` (module). */
import { defineConfig } from 'vite';

const lib = (entry: string, name: string, format: 'iife' | 'es') => ({
  entry: new URL(entry, import.meta.url).pathname,
  name: 'UnderstudyLoader',
  formats: [format],
  fileName: () => name,
});

export default defineConfig(({ mode }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    emptyOutDir: false,
    // A library in the form of a module keeps its white space unless the bundler itself is told to minify.
    rolldownOptions: { output: { minify: true, comments: false } },
    cssMinify: true,
    lib:
      mode === 'loader'
        ? lib('src/loader/loader.ts', 'widget.js', 'iife')
        : lib('src/app.tsx', 'widget-app.js', 'es'),
  },
}));
