import classes from './charts.module.css';

/** The colour of a part of a chart, beside the word that says what it is. */
export function Swatch({ colour }: { colour: string }) {
  return <span className={classes.swatch} style={{ background: colour }} aria-hidden />;
}
