"""Service records lie in a table partitioned by month, county first in every key; Django cannot say that, so SQL does."""

import bailu.kernel.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from bailu.kernel.partitions import leaf_sql, pilot_months
from django.db import migrations, models


RECORD = """
create table delivery_record (
    county varchar(6) not null,
    month date not null,
    client_key uuid not null,
    contract_id bigint not null,
    provider_id bigint not null,
    project_no varchar(20) not null,
    worker_id bigint not null,
    worker_name varchar(120) not null,
    kind varchar(16) not null,
    "on" date not null,
    started_at timestamptz not null,
    minutes smallint not null check (minutes > 0),
    clients jsonb not null,
    people integer not null check (people >= 0),
    place varchar(120) not null,
    note text not null,
    measure varchar(30) not null,
    value numeric(12, 2),
    state varchar(8) not null,
    recorded_at timestamptz not null,
    primary key (county, month, client_key),
    check (month = date_trunc('month', "on")::date)
) partition by range (month);
create index delivery_record_contract on delivery_record (county, contract_id, "on" desc, client_key desc);
create index delivery_record_worker on delivery_record (county, worker_id, started_at);
create table delivery_record_other partition of delivery_record default;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL([RECORD, *(leaf_sql("delivery_record", m) for m in pilot_months())], "drop table delivery_record"),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'month', 'client_key', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('month', models.DateField()),
                ('client_key', models.UUIDField(default=uuid.uuid4)),
                ('contract_id', models.BigIntegerField()),
                ('provider_id', models.BigIntegerField()),
                ('project_no', models.CharField(max_length=20)),
                ('worker_id', models.BigIntegerField()),
                ('worker_name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('FILE', '建档'), ('VISIT', '探访'), ('COUNSEL', '咨询面谈'), ('CASE_OPENED', '个案接案'), ('CASE_SESSION', '个案面谈'), ('CASE_CLOSED', '个案结案'), ('GROUP_SESSION', '小组活动'), ('GROUP_CLOSED', '小组结束'), ('ACTIVITY', '社区活动'), ('MEASURE', '测量')], max_length=16)),
                ('on', models.DateField()),
                ('started_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('clients', models.JSONField(default=list)),
                ('people', models.PositiveIntegerField(default=0)),
                ('place', models.CharField(default='', max_length=120)),
                ('note', models.TextField(default='')),
                ('measure', models.CharField(default='', max_length=30)),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('state', models.CharField(choices=[('VALID', '有效'), ('STRUCK', '已更正作废')], default='VALID', max_length=8)),
                ('recorded_at', models.DateTimeField(default=bailu.kernel.clock.now)),
            ],
            options={
                'db_table': 'delivery_record',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Client',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=bailu.kernel.clock.now, editable=False)),
                ('code', models.CharField(max_length=8)),
                ('reached_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clients', to='contracts.contract')),
            ],
        ),
        migrations.CreateModel(
            name='TargetProgress',
            fields=[
                ('target', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='progress', serialize=False, to='contracts.contracttarget')),
                ('done', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
            ],
        ),
        migrations.CreateModel(
            name='ClientIdentity',
            fields=[
                ('client', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='identity', serialize=False, to='delivery.client')),
                ('name', models.CharField(max_length=60)),
                ('contact', models.CharField(blank=True, default='', max_length=60)),
                ('birth_year', models.PositiveSmallIntegerField(null=True)),
                ('consent_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='StaffAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=bailu.kernel.clock.now, editable=False)),
                ('post', models.CharField(max_length=60)),
                ('certificate', models.CharField(blank=True, default='', max_length=60)),
                ('share', models.PositiveSmallIntegerField()),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='contracts.contract')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='client',
            index=models.Index(fields=['contract', 'code'], name='client_of_contract'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.UniqueConstraint(fields=('contract', 'code'), name='client_code_once'),
        ),
        migrations.AddConstraint(
            model_name='staffassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('contract', 'person'), name='staff_once'),
        ),
        migrations.AddConstraint(
            model_name='staffassignment',
            constraint=models.CheckConstraint(condition=models.Q(('share__gte', 1), ('share__lte', 100)), name='staff_share_of_a_post'),
        ),
    ]
