"""Screens: what is on the terminal at one time, and the dialogs that ask for one thing."""
