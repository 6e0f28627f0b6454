"""The chain's table is partitioned by month and append-only; Django cannot say that, so SQL does."""

from django.db import migrations, models

import bailu.audit.models
import bailu.kernel.clock
from bailu.kernel.partitions import leaf_sql, pilot_months

ENTRY = """
create table audit_entry (
    county varchar(6) not null,
    month date not null,
    stream varchar(60) not null,
    seq bigint not null,
    at timestamptz not null,
    actor_id bigint,
    actor_name varchar(120) not null,
    organisation_id bigint,
    organisation_name varchar(200) not null,
    verb varchar(80) not null,
    subject varchar(100) not null,
    basis varchar(60) not null,
    reason text not null,
    data jsonb not null,
    late boolean not null,
    personal_digest varchar(64) not null,
    previous varchar(64) not null,
    hash varchar(64) not null,
    primary key (county, month, stream, seq)
) partition by range (month);
create index audit_entry_stream on audit_entry (stream, seq);
create index audit_entry_organisation on audit_entry (organisation_id, at desc);
create table audit_entry_other partition of audit_entry default;
create function audit_entry_append_only() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'check_violation', message = 'audit_entry: lines are never changed or removed';
end $$;
create trigger append_only before update or delete on audit_entry
    for each row execute function audit_entry_append_only();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Stream",
            fields=[
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("seq", models.PositiveBigIntegerField(default=0)),
                ("head", models.CharField(default="", max_length=64)),
            ],
            options={"db_table": "audit_stream"},
        ),
        migrations.CreateModel(
            name="Personal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.CharField(max_length=60)),
                ("seq", models.PositiveBigIntegerField()),
                ("salt", models.CharField(default=bailu.audit.models.salt, max_length=32)),
                ("data", models.JSONField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "audit_personal",
                "constraints": (models.UniqueConstraint(fields=("stream", "seq"), name="audit_personal_once"),),
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("entries", models.PositiveBigIntegerField()),
                ("streams", models.PositiveBigIntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField(default=bailu.kernel.clock.now)),
            ],
            options={"db_table": "audit_seal"},
        ),
        migrations.RunSQL(
            [ENTRY, *(leaf_sql("audit_entry", m) for m in pilot_months())],
            "drop table audit_entry; drop function audit_entry_append_only()",
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'month', 'stream', 'seq', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('month', models.DateField()),
                ('stream', models.CharField(max_length=60)),
                ('seq', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_name', models.CharField(max_length=120)),
                ('organisation_id', models.BigIntegerField(null=True)),
                ('organisation_name', models.CharField(max_length=200)),
                ('verb', models.CharField(max_length=80)),
                ('subject', models.CharField(max_length=100)),
                ('basis', models.CharField(max_length=60)),
                ('reason', models.TextField()),
                ('data', models.JSONField()),
                ('late', models.BooleanField()),
                ('personal_digest', models.CharField(max_length=64)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'db_table': 'audit_entry',
                'managed': False,
            },
        ),
    ]
