/**
 * A small product of another origin with the widget on its two pages, under a content security policy that allows nothing
 * but the product and the desk. What a guide points at can be taken away.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GuidedProduct {
  readonly url: string;
  /** Whether the second page has the button that exports. */
  hasExport: boolean;
  /** Clicks on that button, as the product's own script counts them. */
  exported: number;
  close(): Promise<void>;
}

export async function startProduct(desk: string, workspace: string): Promise<GuidedProduct> {
  const product: GuidedProduct = { url: '', hasExport: true, exported: 0, close };
  const policy = `default-src 'none'; style-src 'self'; script-src 'self' ${desk}; connect-src 'self' ${desk}; img-src ${desk} data:`;
  const pages: Partial<Record<string, () => string>> = {
    '/reports': () => REPORTS,
    '/reports/exports': () => exportsPage(product.hasExport),
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://product');
    if (pathname === '/exported') product.exported++;
    const file = FILES[pathname];
    const body = pages[pathname];
    const type = file?.type ?? 'text/html; charset=utf-8';
    response.writeHead(file || body ? 200 : 404, { 'content-type': type, 'content-security-policy': policy });
    response.end(file?.body ?? (body ? page(body(), desk, workspace) : ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(product, { url: `http://127.0.0.1:${port}` });

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const page = (body: string, desk: string, workspace: string) => `<!doctype html><html lang="en">
<head><title>Reports</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/app.css"></head>
<body>${body}<script src="/app.js"></script><script async src="${desk}/widget.js" data-workspace="${workspace}"></script></body></html>`;

const REPORTS = `<nav><a href="/reports">Reports</a> <a id="nav-7f31" href="/reports/exports">Exports</a></nav>
<main><h1>Reports</h1><p>Hours of this month.</p><button>Print</button><button>Share with <b data-private>Zorblat</b></button></main>`;

const exportsPage = (
  hasExport: boolean,
) => `<nav><a href="/reports">Reports</a> <a id="nav-91c0" href="/reports/exports">Exports</a></nav>
<main><h1>Exports</h1>
<p><label>File name <input name="file" autocomplete="off"></label></p>
<p><label>Secret <input name="secret" data-private></label></p>
<div class="far"></div>
<p><button>Preview</button> ${hasExport ? '<button class="export">Export as Excel</button>' : ''}</p>
<p role="status" id="done"></p></main>`;

const FILES: Partial<Record<string, { type: string; body: string }>> = {
  '/app.css': {
    type: 'text/css',
    body: 'body { font: 16px/1.5 system-ui; margin: 40px; color: #222; background: #fff } nav, p { margin: 0 0 16px } .far { height: 900px } button { margin-right: 8px; padding: 8px 14px }',
  },
  '/app.js': {
    type: 'text/javascript',
    body: `document.querySelector('.export')?.addEventListener('click', () => {
  document.getElementById('done').textContent = 'Your file is on its way.';
  void fetch('/exported');
});`,
  },
};
