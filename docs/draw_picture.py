"""Draw the chart of the README from the tables: `make picture`, after the tables of `october` have changed."""

from pathlib import Path

from dhkit import charts, compare
from dhkit.renderer import save_picture
from dhkit.tables import read_tables
from dhkit.theme import use_theme

ROOT = Path(__file__).resolve().parent.parent

use_theme()
tables = read_tables(ROOT / "data" / "processed" / "october")
known = compare.drop_ambiguous(tables["characterisations"], tables["utterances"])
event = compare.find_disputed_event(known)
label = tables["entities"].set_index("entity").loc[event, "label"]
frames = compare.add_labels(compare.count_frames(known[known["event"].eq(event)]), tables["voices"], tables["entities"])
save_picture(
    charts.chart_frames(frames, title=f"{label}: what they call it", most=12), ROOT / "docs" / "what-they-call-it.png"
)
