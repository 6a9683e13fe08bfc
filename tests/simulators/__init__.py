"""AWS's hard cases, played in memory: repeated, late, lost, refused."""

import pytest

# Facts that several test files share must explain themselves when they fail, as those in a test file do.
for _shared in ("contract_differences", "contract_requests", "query_contract", "table_contract"):
    pytest.register_assert_rewrite(f"tests.simulators.{_shared}")
