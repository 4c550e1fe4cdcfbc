import { describe, expect, it } from 'vitest';
import {
  EMPTY_ZIP,
  makeGif,
  makeJpeg,
  makePdf,
  makePng,
  makeWebp,
} from '../../../../tests/server/sample-files.ts';
import { checkFile } from './check-file.ts';
import { cleanJpeg } from './clean-jpeg.ts';

const check = (name: string, bytes: Buffer | string, declared = '') =>
  checkFile({ name, declared, bytes: Buffer.from(bytes as string) });

describe('what is taken', () => {
  it.each([
    ['shot.png', makePng(), 'image/png'],
    ['photo.JPG', makeJpeg(), 'image/jpeg'],
    ['loop.gif', makeGif(), 'image/gif'],
    ['shot.webp', makeWebp(), 'image/webp'],
    ['invoice.pdf', makePdf(), 'application/pdf'],
    ['server.log', '<13>Nov 27 10:00:00 desk: könnte <b>nicht</b>\r\n', 'text/plain'],
    ['rows.csv', '\ufeffname,total\nBMX,3\n', 'text/csv'],
    ['answer.json', '{"error": ', 'application/json'], // also where it is the very thing that is broken
  ])('%s', async (name, bytes, type) => {
    expect(await check(name, bytes)).toMatchObject({
      type,
      name: name.toLowerCase(),
    });
    expect((await check(name, bytes, type)).type).toBe(type);
  });

  it('finds the ending of a name that has none', async () => {
    expect((await check('Bildschirmfoto', makePng())).name).toBe('Bildschirmfoto.png');
  });

  it('keeps no personal data in a name, and the ending', async () => {
    expect((await check('from jane.doe@example.com.png', makePng())).name).toBe('from [email].png');
  });

  it('takes what a browser on Windows calls a spreadsheet', async () => {
    expect((await check('rows.csv', 'a,b', 'application/vnd.ms-excel')).type).toBe('text/csv');
  });
});

describe('what is refused, and why', () => {
  const zip = EMPTY_ZIP.toString('latin1');
  const png = makePng();
  const cases: [
    what: string,
    name: string,
    bytes: Buffer | string,
    code: string,
    why: RegExp,
    declared?: string,
  ][] = [
    ['nothing', 'a.png', '', 'invalid-request', /empty/],
    ['an archive', 'a.zip', EMPTY_ZIP, 'unsupported-media-type', /expected a PNG.*zip/],
    ['an archive in disguise', 'a.png', EMPTY_ZIP, 'unsupported-media-type', /zip/],
    ['an archive as text', 'a.txt', EMPTY_ZIP, 'unsupported-media-type', /other bytes/],
    [
      'a packed bomb',
      'a.gz',
      Buffer.from('H4sIAAAAAAAAA+3BMQEAAADCoPVPbQhfoAAA', 'base64'),
      'unsupported-media-type',
      /gzip/,
    ],
    [
      'an SVG',
      'a.svg',
      '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      'unsupported-media-type',
      /kind/,
    ],
    [
      'an SVG as text',
      'a.txt',
      ' <svg onload="alert(1)">',
      'unsupported-media-type',
      /page, a picture or a program/,
    ],
    ['a page', 'a.html', '<!doctype html><p>', 'unsupported-media-type', /kind/],
    ['a page as a log', 'a.log', '\n<!DOCTYPE html><script>', 'unsupported-media-type', /page/],
    ['a script as text', 'a.txt', '#!/bin/sh\nrm -rf /', 'unsupported-media-type', /program/],
    [
      'a program of Windows',
      'a.exe',
      Buffer.from(`MZ${'\0'.repeat(120)}`, 'latin1'),
      'unsupported-media-type',
      /kind/,
    ],
    [
      'a program of Linux',
      'a.pdf',
      Buffer.from(`\x7fELF\x02\x01\x01${'\0'.repeat(120)}`, 'latin1'),
      'unsupported-media-type',
      /elf/,
    ],
    ['a document of an office', 'a.docx', EMPTY_ZIP, 'unsupported-media-type', /zip/],
    [
      'text in another encoding',
      'a.txt',
      Buffer.from([0x67, 0x72, 0xfc, 0xdf]),
      'unsupported-media-type',
      /UTF-8/,
    ],
    ['text with control characters', 'a.txt', 'a\u001b[31mb', 'unsupported-media-type', /other bytes/],
    ['another ending', 'a.jpg', png, 'unsupported-media-type', /\.jpg.*PNG/],
    ['another type', 'a.png', png, 'unsupported-media-type', /image\/jpeg.*PNG/, 'image/jpeg'],
    [
      'text called a page',
      'a.txt',
      'hello',
      'unsupported-media-type',
      /text\/html/,
      'text/html; charset=utf-8',
    ],
    ['a PNG cut off', 'a.png', png.subarray(0, -20), 'unsupported-media-type', /PNG.*too early/],
    [
      'a PNG with more behind',
      'a.png',
      Buffer.concat([png, EMPTY_ZIP]),
      'unsupported-media-type',
      /follows its end/,
    ],
    ['a GIF cut off', 'a.gif', makeGif().subarray(0, -1), 'unsupported-media-type', /GIF.*too early/],
    [
      'a GIF with more behind',
      'a.gif',
      Buffer.concat([makeGif(), EMPTY_ZIP]),
      'unsupported-media-type',
      /follows/,
    ],
    ['a WebP cut off', 'a.webp', makeWebp().subarray(0, -2), 'unsupported-media-type', /WebP.*too early/],
    [
      'a WebP with more behind',
      'a.webp',
      Buffer.concat([makeWebp(), EMPTY_ZIP]),
      'unsupported-media-type',
      /follows/,
    ],
    ['a JPEG cut off', 'a.jpg', makeJpeg().subarray(0, -2), 'unsupported-media-type', /JPEG.*too early/],
    [
      'a JPEG whose frame says no size',
      'a.jpg',
      Buffer.from('ffd8ffc00002ffd9', 'hex'),
      'unsupported-media-type',
      /JPEG.*too early/,
    ],
    [
      'a PNG of its end only',
      'a.png',
      Buffer.from('89504e470d0a1a0a0000000049454e44ae426082', 'hex'),
      'unsupported-media-type',
      /PNG.*too early|not taken/,
    ],
    ['a PDF cut off', 'a.pdf', makePdf().subarray(0, -8), 'unsupported-media-type', /PDF.*too early/],
    [
      'a PDF with more behind',
      'a.pdf',
      `${makePdf().toString()}${zip}`,
      'unsupported-media-type',
      /follows its end/,
    ],
    [
      'a picture that unpacks to gigabytes',
      'a.png',
      makePng({ width: 50_000, height: 50_000 }),
      'payload-too-large',
      /50 million/,
    ],
    ['a path', '../../etc/passwd.png', png, 'invalid-request', /path/],
    ['a path of Windows', 'C:\\a.png', png, 'invalid-request', /path/],
    ['a name that reads backwards', 'a\u202egpj.png', png, 'invalid-request', /invisible/],
    ['a name with a line break', 'a\r\nX: y.png', png, 'invalid-request', /invisible/],
    ['an ending only', '.png', png, 'invalid-request', /before the ending/],
  ];
  it.each(cases)('%s', async (_what, name, bytes, code, why, declared) => {
    await expect(check(name, bytes, declared)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(why),
    });
  });
});

describe('what pictures say of a place', () => {
  const place = 'GPS 52.5200 N';

  it('leaves a JPEG, with what else is no picture; which side is up stays', async () => {
    const bare = cleanJpeg(makeJpeg({ place: '', side_up: 1 }));
    const taken = makeJpeg({ place, behind: `PK${place}` });
    expect(taken.toString('latin1')).toContain(place);
    const { bytes } = await check('photo.jpg', taken);
    expect(bytes.toString('latin1')).not.toMatch(/GPS|Photoshop|adobe|PK/);
    expect(bytes.toString('latin1')).toMatch(/JFIF.*ICC_PROFILE/s);
    expect(bytes.subarray(-9)).toEqual(taken.subarray(-9 - `PK${place}`.length, -`PK${place}`.length));
    // Byte for byte the picture without remarks, and one segment of EXIF with one entry: 6, the right side is up.
    const at = 2;
    const added = bytes.length - bare.bytes.length;
    expect(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + added)])).toEqual(bare.bytes);
    expect(bytes.subarray(at, at + added).toString('hex')).toBe(
      'ffe10022457869660000' + '4d4d002a00000008' + '0001' + '0112000300000001' + '00060000' + '00000000',
    );
    expect([bare.width, bare.height]).toEqual([640, 480]);
  });

  it('reads which side is up in either order of bytes, and believes no nonsense', () => {
    const upright = cleanJpeg(makeJpeg({ side_up: 1 })).bytes;
    expect(cleanJpeg(makeJpeg({ side_up: 9 })).bytes).toEqual(upright);
    const sixth = cleanJpeg(makeJpeg({ side_up: 6 })).bytes;
    expect(sixth).not.toEqual(upright);
    expect(cleanJpeg(sixth).bytes).toEqual(sixth); // ours is in the other order
  });

  it('leaves a PNG and a WebP', async () => {
    expect((await check('a.png', makePng({ remark: place }))).bytes).toEqual(makePng());
    const { bytes } = await check('a.webp', makeWebp({ place }));
    expect(bytes.toString('latin1')).not.toContain('GPS');
    expect([bytes.readUInt32LE(4) + 8, (bytes[20] ?? 0) & 0x0c]).toEqual([bytes.length, 0]);
  });
});
