import { type ReactNode, useEffect } from "react";
import { titleScreen } from "../../app/title";
import { setLanguage, useText } from "../../i18n/language";
import classes from "./Frame.module.css";

interface Props {
  title: string;
  note?: ReactNode | undefined;
  children: ReactNode;
}

/** The quiet page in front of the product: one card, and the language. */
export function Frame({ title, note, children }: Props) {
  const { t, language } = useText();
  useEffect(() => {
    titleScreen(title);
  }, [title]);
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <div className={classes.brand}>
          <img src="/icon.svg" width={32} height={32} alt="" />
          LunePay
        </div>
        <h1 className={classes.title}>{title}</h1>
        {note !== undefined && <p className={classes.note}>{note}</p>}
        {children}
      </main>
      <footer>
        <button
          type="button"
          className={classes.language}
          lang={language === "ko" ? "en" : "ko"}
          onClick={() => void setLanguage(language === "ko" ? "en" : "ko")}
        >
          {t.shell.otherLanguage}
        </button>
      </footer>
    </div>
  );
}
