import type { ReactNode } from 'react';
import { GLOSSARY, type GlossaryKey } from '../words/glossary.ts';
import { Tooltip } from './Tooltip.tsx';

/** A word of the glossary with its meaning at hand. */
export function Term({ of, children }: { readonly of: GlossaryKey; readonly children?: ReactNode }) {
  return <Tooltip text={GLOSSARY[of].meaning}>{children ?? GLOSSARY[of].term}</Tooltip>;
}
