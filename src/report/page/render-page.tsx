import '../../ui/styles.ts';
import { renderToStaticMarkup } from 'react-dom/server';
import { SummaryPage, type SummaryPageProps } from './SummaryPage.tsx';

/** Nothing in the file may run, and nothing in it may be fetched. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * The page as one HTML file that opens anywhere: numbers, pictures and style inside, no script, no address outside of it.
 * `css` is what the page's components need, as `standaloneCss` makes it.
 */
export function renderPage(props: SummaryPageProps, css: string): string {
  const title = props.contents.name === null ? 'Summary' : `${props.contents.name}: summary`;
  const body = renderToStaticMarkup(<SummaryPage {...props} />);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Handrail">
<title>${renderToStaticMarkup(title)}</title>
<style>${css.replaceAll('</', '<\\/')}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
}
