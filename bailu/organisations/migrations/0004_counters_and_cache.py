"""What the web processes share: counters of attempts, and Django's cache (codes used once, attempts at the sign-in).

Unlogged: after a crash both begin anew, and nothing of them belongs into a backup.
"""

from django.db import migrations

COUNTERS = """
create unlogged table server_counter (
    name varchar(200) not null,
    since bigint not null,
    times integer not null,
    primary key (name, since)
);
create unlogged table server_cache (
    cache_key varchar(255) primary key,
    value text not null,
    expires timestamptz not null
);
create index server_cache_expires on server_cache (expires);
"""


class Migration(migrations.Migration):

    dependencies = [("organisations", "0003_condition_attachment")]

    operations = [migrations.RunSQL(COUNTERS, "drop table server_counter; drop table server_cache;")]
