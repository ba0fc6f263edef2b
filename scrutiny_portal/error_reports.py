"""Reports of errors to a Sentry, where one is named: what broke and where, without bodies, people or keys."""

import sentry_sdk

from scrutiny_portal.hidden_addresses import hide_within


def _without_keys(event, hint):
    return hide_within(event)


def report_to(address: str, **more) -> None:
    """Report every error of this process there from now on."""
    sentry_sdk.init(
        dsn=address,
        send_default_pii=False,
        max_request_body_size="never",
        # The variables of a page that failed are what people wrote and who they are.
        include_local_variables=False,
        before_send=_without_keys,
        before_send_transaction=_without_keys,
        before_breadcrumb=_without_keys,
        **more,
    )
