/** The part of node-nlp that we use; the package brings no types of its own. */
declare module 'node-nlp' {
  interface Classification {
    readonly intent: string;
    readonly score: number;
  }
  class NlpManager {
    constructor(settings: Readonly<Record<string, unknown>>);
    addDocument(locale: string, text: string, intent: string): void;
    train(): Promise<void>;
    readonly nlp: {
      classify(
        locale: string,
        text: string,
      ): Promise<{ readonly classifications: readonly Classification[] }>;
    };
  }
  const nodeNlp: { readonly NlpManager: typeof NlpManager };
  export default nodeNlp;
}
