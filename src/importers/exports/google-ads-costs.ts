import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

export const GOOGLE_DAY: readonly string[] = ['Day', 'Tag', 'Jour', 'Día', 'Giorno', 'Dag', 'Dia'];
export const GOOGLE_COST: readonly string[] = ['Cost', 'Kosten', 'Coût', 'Coste', 'Costo', 'Custo'];
export const GOOGLE_CAMPAIGN: readonly string[] = [
  'Campaign',
  'Kampagne',
  'Campagne',
  'Campaña',
  'Campagna',
  'Campanha',
];

/** A Google Ads report by day, in the languages whose column names are known. */
export const recogniseGoogleAdsCosts: RecogniseExport = (file) => {
  const time = file.one(...GOOGLE_DAY);
  const value = file.one(...GOOGLE_COST);
  const campaign = file.one(...GOOGLE_CAMPAIGN);
  if (time === undefined || value === undefined || campaign === undefined) return null;
  return given<ExportSource>({
    shape: 'costs',
    person: '',
    time,
    value,
    currencyColumn: file.one(
      'Currency code',
      'Currency',
      'Währungscode',
      'Währung',
      'Code de devise',
      'Código de moneda',
      'Codice valuta',
      'Valutacode',
      'Código da moeda',
    ),
    channel: 'Google Ads',
    properties: propertiesOf({ campaign }),
  });
};
