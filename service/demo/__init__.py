"""The demo: a district of twelve schools under the sample order, recorded on the day it is first started."""
