/** One file on its way to the server. `fetch` cannot tell how much has gone, so XMLHttpRequest. */
const TIMEOUT_MS = 110_000;

export interface SendingFile {
  readonly url: string;
  readonly authorization: string;
  readonly file: File;
  readonly onShare: (share: number) => void;
}

/** Rejects where no answer came, as `fetch` does. */
export function sendFile({ url, authorization, file, onShare }: SendingFile): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader('authorization', authorization);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onShare(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('load', () =>
      resolve(new Response(request.responseText, { status: request.status })),
    );
    for (const end of ['error', 'timeout', 'abort'])
      request.addEventListener(end, () => reject(new TypeError('the upload ended without an answer')));
    request.send(file);
  });
}
