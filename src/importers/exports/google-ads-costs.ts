import { type ExportSource, given, propertiesOf, type RecogniseExport } from './export-header.ts';

/** A Google Ads report by day, in the languages whose column names are known. */
export const recogniseGoogleAdsCosts: RecogniseExport = (file) => {
  const time = file.one('Day', 'Tag', 'Jour', 'Día', 'Giorno', 'Dag', 'Dia');
  const value = file.one('Cost', 'Kosten', 'Coût', 'Coste', 'Costo', 'Custo');
  const campaign = file.one('Campaign', 'Kampagne', 'Campagne', 'Campaña', 'Campagna', 'Campanha');
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
