// @vitest-environment happy-dom
// A text of a note may come from anywhere: whatever it says, it brings no script, no handler, no frame, no picture of another site and no
// link that is not one of the web.
import { MantineProvider } from '@mantine/core';
import naughty from 'big-list-of-naughty-strings';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Markdown } from './markdown.tsx';

const TARGETS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  '&#x6A;avascript:alert(1)',
  '\u0001javascript:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'file:///etc/passwd',
  'blob:https://example.org/x',
  '//evil.example.org/x',
  '/v1/auth/sign-out',
  '\\\\evil.example.org\\x',
  'https:javascript:alert(1)',
  'note-title:%E0%A4%A',
  'x" onmouseover="alert(1)',
];

const HTML = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<style>@import "//evil.example.org"</style>',
  '<base href="//evil.example.org/">',
  '<meta http-equiv="refresh" content="0;url=//evil.example.org">',
  '<form action="//evil.example.org"><button>x</button></form>',
  '<object data="//evil.example.org/x.swf"></object>',
  '<embed src="//evil.example.org">',
  '<input autofocus onfocus=alert(1)>',
  '<video poster="//evil.example.org/x.png"><source onerror=alert(1)></video>',
  '<!--><script>alert(1)</script>-->',
  '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
  '```html\n<script>alert(1)</script>\n```',
];

/** Several in one text, because rendering costs more than reading. */
const grouped = (all: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(all.length / 12) }, (_, at) => all.slice(at * 12, at * 12 + 12).join('\n\n'));

const texts = [
  ...HTML,
  ...TARGETS.flatMap((target) => [
    `[x](${target})`,
    `[x](<${target}>)`,
    `![x](${target})`,
    `<${target}>`,
    `[x]: ${target}\n\n[x] ![x]`,
    `[x](https://example.org "${target}")`,
    `| a |\n|---|\n| [x](${target}) |`,
    `- [ ] [x](${target})`,
    `[[${target}]] [[x|${target}]]`,
  ]),
  ...grouped(naughty.map((text) => `${text}\n\n[${text}](${text})\n\n![${text}](${text}) [[${text}]]`)),
];

const FORBIDDEN = 'script, style, iframe, object, embed, img, svg image, form, base, meta, link, video, audio, source, button';
const NoteLink = ({ title }: { title: string }) => <em>{title}</em>;
const Picture = ({ alt }: { src: string; alt: string }) => <i>{alt}</i>;

function elementsOf(text: string, isNote: boolean): Element {
  const host = document.createElement('div');
  const markdown = isNote ? <Markdown text={text} NoteLink={NoteLink} Picture={Picture} /> : <Markdown text={text} />;
  host.innerHTML = renderToStaticMarkup(<MantineProvider>{markdown}</MantineProvider>);
  for (const style of host.querySelectorAll('style[data-mantine-styles]')) style.remove();
  return host;
}

test.each([true, false])('no text does anything but be read (as a note: %s)', (isNote) => {
  for (const text of texts) {
    const host = elementsOf(text, isNote);
    expect(
      [...host.querySelectorAll(FORBIDDEN)].map(({ outerHTML }) => outerHTML),
      text,
    ).toEqual([]);
    for (const element of host.querySelectorAll('*')) {
      const handlers = [...element.attributes].filter(
        ({ name }) => name.startsWith('on') || name === 'srcdoc' || name === 'formaction',
      );
      expect(
        handlers.map(({ name }) => name),
        text,
      ).toEqual([]);
      const href = element.getAttribute('href');
      if (href !== null) expect(href, text).toMatch(/^(https?:\/\/|mailto:|#)/i);
    }
  }
});

test('what is allowed is there: a link of the web, words of a picture, a link to a note', () => {
  const host = elementsOf(
    '[site](https://example.org) ![a cat](https://example.org/cat.png) [[Bow hold|the hold]] `[[code]]`',
    true,
  );
  expect(host.querySelector('a')?.getAttribute('rel')).toContain('noopener');
  expect(host.querySelector('i')?.textContent).toBe('a cat');
  expect(host.querySelector('em')?.textContent).toBe('Bow hold');
  expect(host.querySelector('code')?.textContent).toBe('[[code]]');
});
