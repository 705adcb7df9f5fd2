/**
 * How people refuse further calls, by language. Data: a phrase that is missing is added here, with a line in the test for
 * what it must find and one for what it must leave alone. Written as `plainWords` leaves a text: small letters without
 * accents, one space between words, no punctuation but apostrophes. A phrase must mean a refusal in whatever sentence it
 * stands; what is in doubt ("not before five", "my name is not") is left to the language model and its tool.
 */
export interface RefusalWords {
  /** Whole messages: these words and nothing else. */
  readonly alone: readonly string[];
  readonly phrases: readonly RegExp[];
}

/** A time or a condition follows: "do not call me before five" asks for another time. */
const NOT_ENGLISH_TIME =
  '(?! (?:before|until|till|after|today|tonight|tomorrow|now|right now|while|unless|later than|on (?:mon|tues|wednes|thurs|fri|satur|sun)day))';

export const REFUSAL_WORDS: Readonly<Record<'en' | 'es' | 'fr' | 'de' | 'it' | 'pt' | 'nl', RefusalWords>> = {
  en: {
    // The seven words of 47 CFR 64.1200(a)(10), from 11 April 2025, and how phones and carriers write them.
    alone: ['stop', 'stopall', 'stop all', 'quit', 'end', 'revoke', 'opt out', 'optout', 'cancel', 'unsubscribe'],
    phrases: [
      /(?<!\b(?:not|don't|dont|never) )\b(?:stop|quit) (?:calling|phoning|ringing|contacting|texting|messaging)\b/,
      new RegExp(
        `(?<!\\bif (?:you|they) )\\b(?:do not|don't|dont|never) (?:call|phone|ring|contact|text) (?:me|us|here|my|this|again|anymore)\\b${NOT_ENGLISH_TIME}`,
      ),
      /\bno more (?:calls|texts|messages) (?:please|from you|to (?:me|us|this number))\b|^(?:please )?no more (?:calls|texts|messages)\b/,
      /\b(?:take|remove) (?:me|us|my number|this number) (?:off|from) (?:your|the|this) (?:\w+ )?list\b/,
      /\b(?:take|remove) (?:me|us|my number|this number) (?:off|from)$/,
      /\b(?:i am|i'm|i want to|i would like to|i'd like to) (?:opt|opting) out\b|\bopt me out\b/,
      /\bunsubscribe (?:me|us|this|my)\b|\bplease unsubscribe\b/,
      /\bput (?:me|us|this number|my number) on (?:your|the) do not call\b/,
    ],
  },
  es: {
    alone: ['alto', 'parar', 'baja', 'cancelar', 'no llamar'],
    phrases: [
      /\bno (?:me |nos )?(?:vuelva|vuelvan|vuelvas) a (?:llamar|telefonear|contactar|marcar)/,
      /\b(?:no|nunca) (?:me|nos) (?:llame|llamen|llames|contacte|contacten) (?:mas|nunca|nunca mas|otra vez|de nuevo|jamas|por favor)\b/,
      /\b(?:no|nunca mas) (?:me|nos) (?:llame|llamen|llames)$/,
      /(?<!\bno )\b(?:deje|dejen|deja|dejad|paren|pare) de (?:llamar|llamarme|llamarnos|molestar|molestarme|contactarme)\b/,
      /\bno quiero (?:recibir )?(?:mas|otra|ninguna) llamadas?\b|\bno quiero recibir llamadas\b/,
      /\bno quiero que (?:me|nos) (?:vuelvan? a llamar|llamen? (?:mas|nunca mas|otra vez))\b/,
      /\b(?:quit|borr|saqu|elimin)(?:e|en|eme|enme)(?: mi (?:numero|telefono))? de (?:su|sus|la|esta|vuestra) listas?\b/,
      /\b(?:pong|incluy|anot)(?:a|an|ame|anme|e|eme|enme)(?: mi numero)? en (?:su|la) lista de no llamar\b/,
    ],
  },
  fr: {
    alone: ['arret', 'arretez', 'desabonner', 'desinscrire', 'desinscription'],
    phrases: [
      /\b(?:m'appelez|m'appelle|nous appelez|me rappelez|me telephonez|me contactez|nous contactez) (?:plus|jamais)\b/,
      /(?<!\bpas )\b(?:arretez|arrete|cessez) de (?:m'appeler|nous appeler|me rappeler|me telephoner|me contacter|me deranger|me harceler)\b/,
      /\b(?:retirez|enlevez|supprimez|rayez|effacez|otez) (?:moi|nous|mon numero|ce numero) de (?:votre|vos|la|cette) (?:liste|listes|base|fichier|fichiers)\b/,
      /\bveux plus (?:etre (?:appele|appelee|contacte|contactee|derange|derangee)|que vous m'appeliez|recevoir (?:d'appels|vos appels|d'appel)|de vos appels)\b/,
      /\b(?:mettez|inscrivez) moi sur (?:votre|la) liste (?:d'opposition|de ne pas appeler)\b/,
    ],
  },
  de: {
    alone: ['stopp', 'abmelden', 'abbestellen', 'austragen', 'nicht mehr anrufen'],
    phrases: [
      /\bruf(?:en|t)?(?: sie)? (?:mich|uns|hier|diese nummer)(?: bitte)?(?: hier)? (?:nicht mehr|nie wieder|nie mehr|niemals wieder|nicht wieder|nicht noch einmal|nicht nochmal)\b/,
      /\b(?:horen sie|hort|hor)(?: bitte| endlich)* auf (?:mich |uns |hier |bei mir |bei uns |staendig |standig )*(?:anzurufen|zu telefonieren)\b/,
      /\b(?:mochte|will|mochten|wollen)(?: bitte)?(?: von ihnen)? (?:nicht mehr|nie wieder|nie mehr)(?: von ihnen)? (?:angerufen|kontaktiert|belastigt) werden\b/,
      /\b(?:mochte|will|wunsche|mochten|wollen|bitte)(?: von ihnen)? keine (?:weiteren )?(?:anrufe|werbeanrufe)(?: mehr)?(?! (?:vor|nach|am|heute))\b/,
      /\b(?:streichen|nehmen|loschen|entfernen) sie(?: bitte)? (?:mich|uns|meine nummer|diese nummer)(?: bitte)? (?:aus|von) (?:ihrer|der|dieser) (?:liste|anrufliste|telefonliste|datenbank|kartei)\b/,
      /\bsetzen sie(?: bitte)? (?:mich|uns|meine nummer)(?: bitte)? auf (?:ihre|die) sperrliste\b/,
    ],
  },
  it: {
    alone: ['basta', 'ferma', 'disiscrivimi', 'cancellami', 'annulla iscrizione'],
    phrases: [
      /\bnon (?:mi |ci )?(?:chiami|chiamate|chiamare|chiamatemi|chiamateci|chiamarmi|richiami|richiamate|richiamatemi|telefoni|telefonate|telefonatemi|contatti|contattate|contattatemi) (?:mai )?piu\b(?! tardi)/,
      /(?<!\bnon )\b(?:smetta|smettete|smettetela|smettila|finitela) di (?:chiamarmi|chiamarci|chiamare|telefonarmi|telefonarci|telefonare|contattarmi|disturbarmi)\b/,
      /\b(?:mi tolga|mi cancelli|mi rimuova|toglietemi|toglimi|cancellatemi|rimuovetemi|(?:tolga|cancelli|rimuova|togliete|cancellate|rimuovete) il mio numero) (?:dalla|dalle|dal|da) (?:(?:vostra|vostre|sua|questa|vostro|suo) )?(?:lista|liste|elenco)\b/,
      /\bnon voglio (?:piu )?(?:essere (?:chiamato|chiamata|contattato|contattata|disturbato|disturbata)(?: piu)?|ricevere (?:altre |piu |vostre |le vostre )?(?:chiamate|telefonate))(?! (?:prima|dopo|di|la))\b/,
    ],
  },
  pt: {
    alone: ['pare', 'parem', 'sair', 'descadastrar', 'remover', 'cancelar'],
    phrases: [
      /\bnao (?:me|nos) (?:ligue|liguem|telefone|telefonem|chame|chamem|contate|contatem|contacte|contactem) (?:mais|nunca mais|de novo|outra vez|novamente)\b(?! (?:tarde|cedo))/,
      /\bnao (?:ligue|liguem|telefone|telefonem) mais\b(?! (?:tarde|cedo))/,
      /\bnunca mais (?:me|nos) (?:ligue|liguem|telefone|telefonem|chame|chamem|contate|contatem|contactem)\b/,
      /(?<!\bnao )\b(?:pare|parem|para|deixe|deixem) de (?:me |nos )?(?:ligar|telefonar|contatar|contactar|incomodar|chamar)\b/,
      /\b(?:tire|tirem|retire|retirem|remova|removam|exclua|excluam|apague|apaguem) (?:me|nos|o meu numero|meu numero|o meu telefone|meu telefone) d(?:a|esta|essa) (?:sua |vossa )?lista\b/,
      /\bnao quero (?:mais (?:receber )?|receber mais )(?:ligacoes|chamadas|telefonemas)\b/,
    ],
  },
  nl: {
    alone: ['afmelden', 'uitschrijven', 'stoppen', 'niet bellen', 'niet meer bellen'],
    phrases: [
      /\b(?:bel|belt u)(?: alstublieft| alsjeblieft)? (?:me|mij|ons|hier|dit nummer)(?: alstublieft| alsjeblieft)? (?:niet meer|nooit meer|niet weer|niet opnieuw|niet nog een keer)\b/,
      /\b(?:wilt u|wil je|kunt u|u mag|u moet|je mag|je moet|gelieve) (?:me|mij|ons|hier|dit nummer)(?: alstublieft)? (?:niet meer|nooit meer)(?: te)? bellen\b/,
      /(?<!\bniet )\b(?:stop|stopt|hou|houd|houdt u)(?: eens| alstublieft)?(?: op)? met (?:(?:me|mij|ons)(?: steeds)? te )?bellen\b/,
      /\b(?:haal|haalt u|verwijder|verwijdert u|schrap|schrapt u) (?:me|mij|ons|mijn nummer|dit nummer) (?:uit|van) (?:uw|de|jullie|deze|je) (?:lijst|bellijst|bestand|database)\b/,
      /\bwil (?:niet meer|nooit meer)(?: door (?:u|jullie))? (?:gebeld|benaderd) worden\b/,
      /\bwil geen (?:telefoontjes|oproepen|telefonische verkoop) meer\b/,
    ],
  },
};
