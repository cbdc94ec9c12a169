import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** What was spent, in the languages whose column names are known; the currency stands in the name. */
export const META_SPENT: RegExp =
  /^(?:amount spent|ausgegebener betrag|montant dépensé|importe gastado|importo speso|besteed bedrag|valor usado)\s*\(([A-Z]{3})\)$/iu;

export const META_DAY: readonly string[] = ['Day', 'Tag', 'Jour', 'Día', 'Giorno', 'Dag', 'Dia'];
export const META_STARTS: readonly string[] = [
  'Reporting starts',
  'Auswertungsbeginn',
  'Berichtsbeginn',
  'Début des rapports',
];

/** A Meta Ads report by day. A row without a campaign is the sum of the others. */
export const recogniseMetaAdsCosts: RecogniseExport = (file) => {
  const [spent] = file.matching(META_SPENT);
  const time = file.one(...META_DAY, ...META_STARTS);
  if (spent === undefined || time === undefined) return null;
  const campaign = file.one(
    'Campaign name',
    'Kampagnenname',
    'Name der Kampagne',
    'Nom de la campagne',
    'Nombre de la campaña',
    'Nome campagna',
    'Campagnenaam',
    'Nome da campanha',
  );
  return given<ExportSource>({
    shape: 'costs',
    person: '',
    time,
    value: spent.name,
    currency: spent.caught[0]!.toUpperCase(),
    channel: 'Meta',
    properties: propertiesOf({ campaign }),
    exclude: campaign === undefined ? undefined : [{ property: campaign, in: [''] }],
  });
};
