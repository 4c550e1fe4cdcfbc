import { useEffect, useState } from 'react';

/** The time, renewed every half minute: enough for "4 min". */
export function useNow(): number {
  const [now_ms, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now_ms;
}
