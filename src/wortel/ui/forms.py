"""How Django draws our forms: every {{ form }} and {{ field.as_field_group }} uses these two templates."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"
