import {
  IconApi,
  IconBuildingBank,
  IconCashBanknote,
  IconDeviceMobile,
  IconHistory,
  IconHome,
  IconInbox,
  IconKey,
  IconReceipt,
  IconSettings,
  IconUsers,
  IconWebhook,
} from "@tabler/icons-react";
import type { Section } from "../paths";

interface Entry {
  section: Section;
  icon: typeof IconHome;
  /** `daily`: in the bar at the bottom of a phone, where the others are under "more". */
  group: "daily" | "shop" | "developer";
}

/** The navigation, in its order: the developers' screens stand last. */
export const SECTIONS: readonly Entry[] = [
  { section: "today", icon: IconHome, group: "daily" },
  { section: "orders", icon: IconReceipt, group: "daily" },
  { section: "deposits", icon: IconCashBanknote, group: "daily" },
  { section: "inbox", icon: IconInbox, group: "daily" },
  { section: "accounts", icon: IconBuildingBank, group: "shop" },
  { section: "phones", icon: IconDeviceMobile, group: "shop" },
  { section: "members", icon: IconUsers, group: "shop" },
  { section: "audit", icon: IconHistory, group: "shop" },
  { section: "settings", icon: IconSettings, group: "shop" },
  { section: "webhooks", icon: IconWebhook, group: "developer" },
  { section: "tokens", icon: IconKey, group: "developer" },
  { section: "api", icon: IconApi, group: "developer" },
];

export const inGroup = (...groups: Entry["group"][]): readonly Entry[] =>
  SECTIONS.filter(({ group }) => groups.includes(group));
