/** Fixtures of shapes that plans have; their words are made up. */
export const phased = `# Orchard Program

The program grows one orchard from bare soil. Each season ends with a walk through the rows.

## Phase 0 — Soil & Surveys (Weeks 0-2)
- **Goals:** Know the ground before anything is planted.
- **Scope:** Survey fields (north, south); order saplings.
- **Deliverables:** Soil report, map with rows (drip, rain, none), order list.
- **Dependencies:** None (first season).
- **Validation & Governance:** Soil report signed; map covers 100% of rows (north; south); seeds counted.

## Phase 1 — Planting (Weeks 2-6)
- **Goals:** Plant every row.
- **Scope:** Dig, plant and water.
- **Deliverables:** Planted rows, log of losses.
- **Dependencies:** Phase 0 surveys.
- **Validation & Governance:** Losses below 5 %; rows labelled.

## Phase 2 — Harvest (Weeks 6+)
- **Goals:** Pick and store.
- **Scope:** Pick apples.
- **Deliverables:** Crates.
- **Dependencies:** Phases 0–1 (rows; labels).
- **Validation & Governance:** Crates stored.

---

### Baskets & Folder Usage
- **\`basket/\`** — What is being picked.

New lists start in the basket. A list must name its phase, link its dashboards and carry approval notes before archiving.
`

export const milestones = `# Bridge Plan

## Overview
The bridge is built in two steps.

- **Milestone States:** \`Planned → In Progress → Under Review → Accepted\`. No step is skipped.
- **Evidence Indexing:** Each deliverable must be stored under \`docs/bridge/<milestone_id>/\`.

## Roles & Responsibilities
| Role | Primary Owner | Core Responsibilities |
| --- | --- | --- |
| Lead Mason (LM) | TBD | Stones. |
| Rope Keeper (RK) | TBD | Ropes. |

Owners must be assigned before the milestone can move to \`In Progress\`.

## Phase 0 — Ground (Week 0–1)
### Milestone P0.M1 — Piers
- **A:** LM & RK
- **S:** RK
- **Inputs:** River maps.
- **Tasks:**
  1. Measure the river.
  2. Set the piers.
- **Deliverables:** \`docs/bridge/P0.M1/piers.md\`, sketches.
- **Acceptance Criteria:**
  - Piers stand; nothing moves.
  - Depth noted.
- **Target Duration:** 4 working days.

### Milestone P0.M2 — Ropes
- **A:** RK
- **Tasks:**
  1. Cut ropes.
- **Deliverables:** Ropes.
- **Acceptance Criteria:**
  - Ropes hold 2 tons.
- **Target Duration:** 6 working days (overlaps last 2 days of P0.M1).

### Exit Gate P0
- Milestones P0.M1 and P0.M2 accepted.

## Phase 1 — Deck (Week 2)
### Milestone P1.M1 — Planks
- **A:** LM
- **Tasks:**
  1. Lay planks.
- **Deliverables:** Deck.
- **Acceptance Criteria:**
  - Deck is level.
- **Target Duration:** 1.5 weeks (parallel with P0.M2).

### Exit Gate P1
- Deck crossed once.

## Tracking & Updates
- Use milestone IDs in letters.
`
