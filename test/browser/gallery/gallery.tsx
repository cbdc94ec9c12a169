import '../../../src/ui/styles.ts';
import './gallery.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { SummaryView } from '../../../src/screens/summary/SummaryView.tsx';
import { EXAMPLES } from '../../../src/screens/summary/summary.examples.ts';

/** `?case=river-trust` shows one made-up journey as the application would; without it, the list of them. */
function Gallery() {
  const params = new URLSearchParams(location.search);
  const make = EXAMPLES[params.get('case') ?? ''];
  const [view, setView] = useState({});
  const [first, setFirst] = useState(true);
  if (!make) {
    return (
      <ul>
        {Object.keys(EXAMPLES).map((name) => (
          <li key={name}>
            <a href={`?case=${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    );
  }
  const shown = params.get('next') && !first ? (EXAMPLES[params.get('next') ?? ''] ?? make)() : make();
  const loading = params.has('loading') ? { answer: undefined, status: { ...shown.status, pending: true } } : {};
  return (
    <>
      {params.has('next') && (
        <button type="button" onClick={() => setFirst(!first)}>
          Change
        </button>
      )}
      <SummaryView {...shown} {...loading} view={view} onView={setView} />
    </>
  );
}

const place = document.getElementById('gallery');
if (place) createRoot(place).render(<Gallery />);
