/** Colours of the theme for a canvas, which understands neither variables nor `light-dark()`. */
import { useEffect, useState } from 'react';
import { useTheme } from '../app/theme.ts';

export type Tone = 'accent' | 'good' | 'warn' | 'bad' | 'muted' | 'faint';

/** The colour of a tone as the browser would paint it now. `share`: how opaque, 0 to 1. */
export function colourOf(name: Tone | 'line' | 'line-strong' | 'surface', share = 1): string {
  const probe = document.createElement('span');
  probe.style.color = `color-mix(in srgb, var(--${name}) ${share * 100}%, transparent)`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Changes whenever the colours do: by the person, or by the system. */
export function useColourScheme(): string {
  const theme = useTheme();
  const [isDark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const onChange = () => setDark(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, []);
  return `${theme} ${isDark}`;
}
