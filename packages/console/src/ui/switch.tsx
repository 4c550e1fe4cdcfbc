interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
}

/** In force at once, without a button to save it. */
export function Switch({ label, isOn, onSwitch }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      onClick={() => onSwitch(!isOn)}
      className="flex h-6 w-11 shrink-0 items-center rounded-full border border-line-strong bg-sunken px-0.5 aria-checked:border-transparent aria-checked:bg-accent-solid"
    >
      <span
        aria-hidden
        className={`size-4.5 rounded-full bg-white shadow-sm ring-1 ring-line-strong transition-transform ${isOn ? 'translate-x-5' : ''}`}
      />
    </button>
  );
}
