/**
 * Built one after the other: `widget-app.js` with its lazy parts `widget-<name>.js` (modules), then `widget.js` (a
 * classic script, the loader), which knows the hash of the app.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const place = (path: string) => new URL(path, import.meta.url).pathname;
const integrityOf = (path: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(place(path)))
    .digest('base64')}`;

/** Takes away parts of an earlier build that this one has not; one that fails leaves the earlier build whole. */
const dropOldParts: Plugin = {
  name: 'drop-old-parts',
  writeBundle({ dir = place('dist') }, bundle) {
    for (const name of readdirSync(dir))
      if (/^widget-.*\.js$/.test(name) && !(name in bundle)) rmSync(`${dir}/${name}`);
  },
};

const lib = (entry: string, name: string, format: 'iife' | 'es') => ({
  entry: place(entry),
  name: 'UnderstudyLoader',
  formats: [format],
  fileName: () => name,
});

export default defineConfig(({ mode }) => {
  const is_loader = mode === 'loader';
  const constants = {
    'process.env.NODE_ENV': '"production"',
    ...(is_loader && { APP_INTEGRITY: JSON.stringify(integrityOf('dist/widget-app.js')) }),
  };
  return {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: constants,
    plugins: is_loader ? [] : [dropOldParts],
    build: {
      target: 'es2022',
      emptyOutDir: false,
      // A library in the form of a module keeps its white space unless the bundler itself is told to minify.
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension' as const,
        output: { minify: true, comments: false, chunkFileNames: 'widget-[name].js' },
      },
      cssMinify: true,
      lib: is_loader
        ? lib('src/loader/loader.ts', 'widget.js', 'iife')
        : lib('src/app.tsx', 'widget-app.js', 'es'),
    },
  };
});
