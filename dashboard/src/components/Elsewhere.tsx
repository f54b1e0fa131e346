import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Fetch, PAGE_MAX } from "../api/pages";
import { wsKey } from "../api/people";
import { waitsText } from "../app/shell/Badge";
import { useHere } from "../app/workspace";
import { useText } from "../i18n/language";

interface Props<View extends string> {
  /** The list's name, as the keys of its queries have it. */
  list: "orders" | "deposits" | "messages";
  /** The other views of the list, with their words. */
  views: readonly (readonly [View, string])[];
  /** What narrows the list besides the view. */
  narrowed: unknown;
  /** A view's rows, at most `limit` at once. */
  pagesOf: (view: View, limit: number) => Fetch<unknown>;
  choose: (view: View) => void;
}

/** Under a view that shows nothing: which others have something, and how much, up to what the API answers at once. */
export function Elsewhere<View extends string>({ list, views, narrowed, pagesOf, choose }: Props<View>) {
  const { t } = useText();
  const { id } = useHere();
  const counted = useQuery({
    queryKey: [...wsKey(id), list, "elsewhere", narrowed, views.map(([view]) => view)],
    queryFn: ({ signal }) =>
      Promise.all(
        views.map(async ([view, word]) => {
          const { rows, next } = await pagesOf(view, PAGE_MAX)(null, signal);
          return { view, word, count: rows.length, capped: next !== null };
        }),
      ),
  });
  const found = counted.data?.filter(({ count }) => count > 0) ?? [];
  return (
    <div role="status">
      {found.length > 0 && (
        <>
          <p>{t.common.elsewhere}</p>
          <Group justify="center" mt="xs">
            {found.map(({ view, word, ...waits }) => (
              <Button key={view} variant="default" onClick={() => choose(view)}>
                {t.common.inView(word, waitsText(waits))}
              </Button>
            ))}
          </Group>
        </>
      )}
    </div>
  );
}
