/**
 * A double of the widget's part of the API for browser tests: real HTTP, requests and responses checked against the
 * contract's schemas, so a test cannot pass with messages that the server would refuse or never send.
 * It knows one answer ("refund") and hands everything else over; a test plays the human agent and the bad network.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  type Body,
  type ConversationStatus,
  endpoints,
  type Message,
  type OfficeHours,
  type VisitorConversation,
  type WidgetLanguage,
  type WidgetEvent,
  widgetEvent,
} from '@understudy/contract';

interface Visitor {
  readonly token: string;
  /** The one in which something was said last. */
  conversation: Conversation | null;
  readonly conversations: Conversation[];
  readonly events: WidgetEvent[];
  readonly streams: Set<ServerResponse>;
}
interface Conversation {
  readonly id: string;
  status: ConversationStatus;
  readonly messages: Message[];
  readonly past: Map<string, Message>;
  /** How far the visitor has read. */
  read: number;
}
interface Call {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: unknown;
}
type Reply = Pick<Message, 'author' | 'text'> & Partial<Message>;

const DIST = fileURLToPath(new URL('../../../packages/widget/dist/', import.meta.url));
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shop</title><meta name="color-scheme" content="light dark"></head>
<body><main><h1>Shop</h1><button>First</button><p>Page</p></main><script async src="/widget.js" data-workspace="pk_test"></script></body></html>`;
const AT = '2026-01-01T12:00:00.000Z';

export const ANSWER =
  'You get it back in **Billing → Invoices**:\n\n1. Open the invoice\n2. Choose `Refund`\n\nIt takes three days.';
export const EXPECTATION = 'Usually within two hours, Monday to Friday.';

export class WidgetApi {
  readonly visitors = new Map<string, Visitor>();
  /** Requests by `METHOD path`, in order. */
  readonly seen: string[] = [];
  /** Every accepted customer message by text, once per delivery that created one. */
  readonly accepted: string[] = [];
  /** The same messages, as they were sent. */
  readonly received: Body<'postVisitorMessage'>[] = [];
  /** Thumbs and ratings, in order. */
  readonly said: (Body<'thumbAnswer'> | Body<'rateConversation'>)[] = [];
  /** While down, each request's line is cut without an answer. */
  down = false;
  /** The message is stored, but its confirmation is lost; once. */
  lose_next_confirmation = false;
  /** The next message is answered with this status; once. */
  refuse_next: number | null = null;
  widget = {
    greeting: 'Hi! Ask us anything about **Shop**.',
    color: '#3b5bdb',
    position: 'right' as 'left' | 'right',
    origins: [] as string[],
    reply_expectation: EXPECTATION,
    language: 'auto' as WidgetLanguage,
    hours: null as OfficeHours | null,
    suggested_questions: [] as string[],
    page: {
      enabled: true,
      paths: [] as string[],
      origins: [] as string[],
      query_keys: [] as string[],
      selectors: ['[data-understudy]'],
      buttons: false,
    },
  };
  offers_mail = false;
  banner: string | null = null;
  /** Of the only conversation. */
  reply_address: string | null = null;
  origin = '';
  #server: Server;
  #count = 0;
  #pages: ReadonlyMap<string, string>;

  constructor(pages: Readonly<Record<string, string>> = {}) {
    this.#pages = new Map(Object.entries(pages));
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The only visitor of a test with one. */
  get visitor(): Visitor {
    const visitor = [...this.visitors.values()].at(-1);
    if (!visitor) throw new Error('expected a visitor, found none');
    return visitor;
  }

  /** Something said to the visitor; it reaches open streams at once, and others when they come back. */
  say(reply: Reply, visitor = this.visitor): Message {
    const conversation = visitor.conversation;
    if (!conversation) throw new Error('expected an open conversation, found none');
    const message: Message = {
      id: this.#id('msg'),
      conversation_id: conversation.id,
      seq: conversation.messages.length + 1,
      author_name: null,
      kind: 'message',
      citations: [],
      choices: [],
      attachments: [],
      decision_id: null,
      client_id: null,
      at: AT,
      ...reply,
    };
    conversation.messages.push(message);
    this.publish({ type: 'message', message }, visitor);
    return message;
  }

  turn(status: ConversationStatus, visitor = this.visitor): void {
    if (visitor.conversation) visitor.conversation.status = status;
    const conversation_id = visitor.conversation?.id ?? '';
    this.publish({ type: 'status', conversation_id, status }, visitor);
  }

  publish(event: WidgetEvent, visitor = this.visitor): void {
    visitor.events.push(widgetEvent.parse(event));
    for (const stream of visitor.streams) write(stream, visitor, visitor.events.length - 1);
  }

  /** Cuts every event stream in the middle. */
  dropStreams(): void {
    for (const visitor of this.visitors.values()) for (const stream of visitor.streams) stream.destroy();
  }

  #id(prefix: string): string {
    return `${prefix}_${String(++this.#count).padStart(8, '0')}`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    if (this.down && url.pathname.startsWith('/v1/')) return void request.socket.destroy();
    response.setHeader('access-control-allow-origin', '*');
    if (this.#serveFile(url.pathname, response)) return;
    this.seen.push(`${request.method} ${url.pathname}`);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    try {
      this.#answer({ request, url, body: text ? JSON.parse(text) : undefined }, response);
    } catch (error) {
      send(response, 400, { code: 'invalid-request', detail: String(error) });
    }
  }

  #serveFile(path: string, response: ServerResponse): boolean {
    const page = path === '/' ? PAGE : this.#pages.get(path);
    if (page === undefined && !/^\/widget(-[\w-]+)?\.js$/.test(path)) return false;
    const type = /\.(css|js)$/.exec(path)?.[1] ?? 'html';
    response.setHeader('content-type', `text/${type === 'js' ? 'javascript' : type}; charset=utf-8`);
    response.end(page ?? readFileSync(DIST + path.slice(1)));
    return true;
  }

  #answer(call: Call, response: ServerResponse): void {
    const { pathname } = call.url;
    if (pathname === '/v1/widget/sessions') return this.#startSession(call, response);
    const visitor = this.visitors.get((call.request.headers.authorization ?? '').replace('Bearer ', ''));
    if (!visitor) return send(response, 401, { code: 'unauthenticated' });
    if (pathname === '/v1/widget/events') return this.#stream(call, visitor, response);
    if (pathname === '/v1/widget/messages') return this.#postMessage(call, visitor, response);
    if (pathname === '/v1/widget/conversations') {
      const items = this.#list(visitor);
      return send(response, 200, endpoints.listVisitorConversations.response.parse({ items }));
    }
    const [, id, what] = /^\/v1\/widget\/conversations\/([^/]+)\/?(.*)$/.exec(pathname) ?? [];
    const conversation = visitor.conversations.find((each) => each.id === id);
    if (!conversation) return send(response, 404, { code: 'not-found' });
    if (what === '') {
      const { after } = endpoints.getVisitorConversation.query.parse(
        Object.fromEntries(call.url.searchParams),
      );
      const messages = conversation.messages.filter(
        (message) => message.seq > after && message.kind !== 'note',
      );
      const { reply_address } = this;
      const result = { id: conversation.id, status: conversation.status, messages, reply_address };
      return send(response, 200, endpoints.getVisitorConversation.response.parse(result));
    }
    if (what === 'read') {
      conversation.read = endpoints.readConversation.body.parse(call.body).seq;
      return send(response, 200, { ok: true });
    }
    visitor.conversation = conversation;
    if (what === 'reply-address') {
      const { email } = endpoints.setReplyAddress.body.parse(call.body);
      this.reply_address = email;
      return send(response, 200, endpoints.setReplyAddress.response.parse({ email }));
    }
    this.#act(what ?? '', call.body, visitor);
    send(response, 200, { status: conversation.status });
  }

  #startSession(call: Call, response: ServerResponse): void {
    const { token } = endpoints.startVisitorSession.body.parse(call.body);
    const known = this.visitors.get(token ?? '');
    const visitor = known ?? {
      token: this.#id('tok'),
      conversation: null,
      conversations: [],
      events: [],
      streams: new Set(),
    };
    this.visitors.set(visitor.token, visitor);
    const open = visitor.conversation?.status === 'resolved' ? null : visitor.conversation;
    const result = {
      token: visitor.token,
      expires_at: '2030-01-01T00:00:00.000Z',
      conversation_id: open?.id ?? null,
      widget: this.widget,
      workspace_name: 'Shop',
      offers_mail: this.offers_mail,
      banner: this.banner,
      identity: null,
    };
    send(response, 200, endpoints.startVisitorSession.response.parse(result));
  }

  #postMessage(call: Call, visitor: Visitor, response: ServerResponse): void {
    if (this.refuse_next) {
      const status = this.refuse_next;
      this.refuse_next = null;
      return send(
        response,
        status,
        { code: status === 429 ? 'rate-limited' : 'invalid-request' },
        { 'retry-after': '1' },
      );
    }
    const body = endpoints.postVisitorMessage.body.parse(call.body);
    const { client_id, text } = body;
    const conversation = this.#conversationFor(body.conversation_id ?? null, visitor);
    visitor.conversation = conversation;
    if (conversation.status === 'resolved') this.turn('ai', visitor);
    const known = conversation.past.get(client_id);
    const message = known ?? this.say({ author: 'customer', text, client_id }, visitor);
    conversation.past.set(client_id, message);
    if (this.lose_next_confirmation) {
      this.lose_next_confirmation = false;
      call.request.socket.destroy();
    } else {
      const result = { message, status: conversation.status };
      send(response, 200, endpoints.postVisitorMessage.response.parse(result));
    }
    if (known) return;
    this.accepted.push(text);
    this.received.push(body);
    if (conversation.status === 'ai') this.#reply(text, visitor);
  }

  /** The one that is meant, else the open one, else a new one. */
  #conversationFor(id: string | null, visitor: Visitor): Conversation {
    const meant = visitor.conversations.find((each) =>
      id === null ? each.status !== 'resolved' : each.id === id,
    );
    if (meant) return meant;
    if (id !== null) throw new Error(`no such conversation: ${id}`);
    const made = { id: this.#id('cnv'), status: 'ai' as const, messages: [], past: new Map(), read: 0 };
    visitor.conversations.push(made);
    return made;
  }

  #list(visitor: Visitor): VisitorConversation[] {
    return visitor.conversations.toReversed().map(({ id, status, messages, read }) => ({
      id,
      status,
      subject: messages[0]?.text ?? '',
      preview: messages.at(-1)?.text ?? '',
      unread: messages.filter(({ author, seq }) => seq > read && (author === 'ai' || author === 'agent'))
        .length,
      updated_at: AT,
    }));
  }

  #reply(text: string, visitor: Visitor): void {
    if (/refund/i.test(text)) {
      const citations = [
        { title: 'Refunds', url: 'https://help.example/refunds' },
        { title: 'Solved for another customer', url: null },
      ];
      this.say({ author: 'ai', text: ANSWER, citations, decision_id: this.#id('dec') }, visitor);
    } else if (/invoice/i.test(text)) {
      const choices = [
        { resolution_id: 'res_000001', label: 'Download an invoice' },
        { resolution_id: 'res_000002', label: 'Change the address on it' },
      ];
      this.say({ author: 'ai', kind: 'clarify', text: 'What would you like to do?', choices }, visitor);
    } else if (/invitation/i.test(text)) {
      const choices = ['Free', 'Team'].map((label, i) => {
        return { resolution_id: `res_00000${i}`, label, about: { key: 'plan', value: label.toLowerCase() } };
      });
      this.say({ author: 'ai', kind: 'clarify', text: 'Which plan are you on?', choices }, visitor);
    } else if (!/quiet/i.test(text)) this.#handOver(visitor);
  }

  #handOver(visitor: Visitor): void {
    this.say(
      { author: 'ai', kind: 'hand-off', text: 'I do not know that yet, so I passed it to the team.' },
      visitor,
    );
    this.turn('waiting', visitor);
  }

  #act(what: string, body: unknown, visitor: Visitor): void {
    if (what === 'hand-off') {
      this.say({ author: 'system', kind: 'event', text: 'You asked for a person' }, visitor);
      this.turn('waiting', visitor);
    } else if (what === 'feedback') {
      if (endpoints.rateAnswer.body.parse(body).solved) this.turn('resolved', visitor);
      else this.#handOver(visitor);
    } else if (what === 'choice') {
      if (endpoints.chooseClarification.body.parse(body).resolution_id)
        this.say(
          { author: 'ai', text: 'Open **Invoices** and click the arrow.', decision_id: this.#id('dec') },
          visitor,
        );
      else this.#handOver(visitor);
    } else if (what === 'thumb') this.said.push(endpoints.thumbAnswer.body.parse(body));
    else if (what === 'rating') this.said.push(endpoints.rateConversation.body.parse(body));
    else throw new Error(`no such action: ${what}`);
  }

  #stream(call: Call, visitor: Visitor, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 50\n: hello\n\n');
    visitor.streams.add(response);
    response.on('close', () => visitor.streams.delete(response));
    const last = call.request.headers['last-event-id'];
    const from = last === undefined ? visitor.events.length : Number(last) + 1;
    for (let at = from; at < visitor.events.length; at++) write(response, visitor, at);
  }
}

const write = (stream: ServerResponse, visitor: Visitor, at: number) =>
  stream.write(`id: ${at}\ndata: ${JSON.stringify(visitor.events[at])}\n\n`);

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
