"""The assignment: one item of a roadmap for one organisation, the unit of control. Events, state, rules, commands."""
