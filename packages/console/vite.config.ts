import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  // `light-dark()` carries the whole theme; browsers older than these cannot show it.
  build: { outDir: 'dist', cssTarget: ['chrome123', 'safari17.5', 'firefox120'] },
  server: { proxy: { '/v1': 'http://localhost:3000', '/widget': 'http://localhost:3000' } },
});
