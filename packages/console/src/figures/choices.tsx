interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly choices: readonly { readonly id: T; readonly name: string }[];
  readonly chosen: T;
  readonly onChoose: (id: T) => void;
}

/** One of a few, all on show. */
export function Choices<T extends string>({ label, choices, chosen, onChoose }: ChoicesProps<T>) {
  return (
    <div role="group" aria-label={label} className="flex w-fit flex-wrap rounded-lg bg-sunken p-0.5">
      {choices.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
          className="h-7 rounded-md px-2.5 text-xs text-muted aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-ink"
        >
          {name}
        </button>
      ))}
    </div>
  );
}
