import { type RefObject, useEffect, useRef } from 'react';

/**
 * For the place where an answer appears: scrolled into view when one comes and nothing of it can be
 * seen, as on a phone below a long form.
 */
export function useReveal<Element extends HTMLElement>(answer: unknown): RefObject<Element | null> {
  const place = useRef<Element>(null);
  useEffect(() => {
    const top = place.current?.getBoundingClientRect().top ?? 0;
    if (answer && top > window.innerHeight * 0.8) place.current?.scrollIntoView();
  }, [answer]);
  return place;
}
