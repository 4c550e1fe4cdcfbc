import { Link, type LinkProps } from '@tanstack/react-router';

interface StatProps {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly onOpen?: () => void;
  /** Where what it counts is listed, where that is no list of conversations. */
  readonly link?: LinkProps;
}

const OPENS = '-mx-1.5 self-start rounded-lg px-1.5 text-left hover:bg-hover';

/** One number with what it is and where it stands; it may open what it was counted from. */
export function Stat({ name, value, note, onOpen, link }: StatProps) {
  const inner = (
    <>
      <span className="block text-xs text-muted">{name}</span>
      <span className="figures block text-2xl leading-8 font-semibold tracking-tight">{value}</span>
      <span className="figures block text-xs text-muted">{note}</span>
    </>
  );
  if (link)
    return (
      <Link {...link} className={OPENS}>
        {inner}
      </Link>
    );
  if (!onOpen) return <div>{inner}</div>;
  return (
    <button type="button" onClick={onOpen} className={OPENS} title="Show the conversations">
      {inner}
    </button>
  );
}
