/** Brings the app that was built with this loader, from beside it. */

/** Of the app this loader was built with. */
declare const APP_INTEGRITY: string;

/** Waits until there is a body to put the widget into. Rejects where the app cannot be had, or is not the pinned one. */
export async function loadApp(
  script: HTMLScriptElement | null,
  base_url: string,
  nonce: string,
): Promise<typeof import('../app.tsx')> {
  await bodyIsThere();
  const address = script?.src ? new URL('widget-app.js', script.src).href : `${base_url}/widget-app.js`;
  // A page that pins the loader has thereby pinned the app.
  if (script?.integrity) await fetchPinned(address, nonce);
  return (await import(/* @vite-ignore */ address)) as typeof import('../app.tsx');
}

function bodyIsThere(): Promise<void> | undefined {
  if (document.body) return undefined;
  return new Promise((resolve) =>
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }),
  );
}

/** The browser checks the hash; the import that follows takes the module from where it was checked. */
function fetchPinned(address: string, nonce: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.type = 'module';
    script.crossOrigin = 'anonymous';
    script.integrity = APP_INTEGRITY;
    script.nonce = nonce;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error('the app is not the one that was pinned'));
    script.src = address;
    document.head.append(script);
    script.remove();
  });
}
