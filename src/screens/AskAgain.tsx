import { Button } from '../ui/Button.tsx';

/** Asks again what failed; nothing where that would fail alike. */
export function AskAgain({
  onAsk,
  busy = false,
}: {
  readonly onAsk: (() => void) | undefined;
  readonly busy?: boolean;
}) {
  if (!onAsk) return null;
  return (
    <Button size="small" busy={busy} onClick={onAsk}>
      Ask again
    </Button>
  );
}
