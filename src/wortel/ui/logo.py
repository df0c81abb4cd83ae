"""The mark: a root sign that is also a carrot, with two leaves."""

from django.utils.safestring import SafeString

LOGO = SafeString(
    '<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">'
    '<path class="logo-leaf" d="M7.2 8.9C5.8 6.2 6.5 3.5 9.2 1.7c1 2.8.5 5.3-1.1 7.1z'
    'M5.5 9.4C3 8.9 1.4 7.1 1.1 4.2c2.9.3 4.7 2 5.3 4.9z"/>'
    '<path class="logo-bar" d="M13.4 28 19.6 6.3H29.5"/>'
    '<path class="logo-root" d="M3.2 15C2.3 12.3 3.7 10.6 6.3 9.8c2.7-.9 5.3-.4 6.1 2.2 1.5 4.9 2.3 10.3 2.4 15.6'
    ' 0 1.9-1.7 2.3-2.7.9C8.9 24.4 5 20.2 3.2 15z"/>'
    '<path class="logo-ring" d="M5.6 15.2 8.5 14.3M10 20.3l2.3-.7"/></svg>'
)
