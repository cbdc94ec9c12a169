import { useEffect, useRef, useState } from 'react';
import type { StairsModel } from './stairs.layout.ts';
import { betweenModels } from './stairs-data.ts';

const MOVE_MS = 420;

/** The model on its way to a new one: people flow to their new places in under half a second, unless motion is unwelcome. */
export function useMovingModel(model: StairsModel): StairsModel {
  const [shown, setShown] = useState(model);
  const current = useRef(model);
  useEffect(() => {
    const before = current.current;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches || document.visibilityState === 'hidden';
    if (before === model || still) {
      current.current = model;
      setShown(model);
      return;
    }
    const start = performance.now();
    let frame = 0;
    const step = (now: number) => {
      const time = Math.min(1, Math.max(0, (now - start) / MOVE_MS));
      const moved = betweenModels(before, model, 1 - (1 - time) ** 3);
      current.current = moved;
      setShown(moved);
      if (time < 1) frame = requestAnimationFrame(step);
    };
    step(start);
    return () => cancelAnimationFrame(frame);
  }, [model]);
  return shown;
}
