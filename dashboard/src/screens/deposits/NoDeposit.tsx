import { type DepositFilter, depositPages } from "../../api/deposits";
import { useHere } from "../../app/workspace";
import { Elsewhere } from "../../components/Elsewhere";
import { NoneFound } from "../../components/NoneFound";
import { useText } from "../../i18n/language";
import { isNarrowed, stateOf, VIEWS, type View } from "./filter";

interface Props {
  filter: DepositFilter;
  view: View;
  choose: (view: View) => void;
  clear: () => void;
}

/** A view has no deposit that fits the filter. */
export function NoDeposit({ filter, view, choose, clear }: Props) {
  const { t } = useText();
  const { id } = useHere();
  // What all views have together is no other place.
  const others = view === "all" ? [] : VIEWS.filter((each) => each !== view && each !== "all");
  return (
    <>
      {isNarrowed(filter) ? (
        <NoneFound words={t.deposits.noneFound} clear={clear} sought={filter.name} />
      ) : (
        <p>{t.deposits.none[view]}</p>
      )}
      <Elsewhere
        list="deposits"
        views={others.map((each) => [each, t.deposits.views[each]] as const)}
        narrowed={{ ...filter, state: null }}
        pagesOf={(each, limit) => depositPages(id, { ...filter, state: stateOf(each) }, limit)}
        choose={choose}
      />
    </>
  );
}
