"""Frames that sites put around what they say, and how a batch of labelled answers is gathered.

The forms are those that the programs named give; the names in them are invented.
"""

# fmt: off
from collections.abc import Mapping

from tests.crawler.faults import Fault


class Batch:
    """Answers that were written and labelled before the signs were asked about them: faults, and good pages that look like faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.good: list[Fault] = []

    def add(self, name: str, called: str, body: str = "", status: int = 200, headers: Mapping[str, str] | None = None, charset: str = "utf-8", raw: bytes | None = None) -> None:
        """Add a fault; `called` gives every name that is right for it, with `|` between."""
        self.faults.append(Fault(name, called, body, status, dict(headers or {}), charset, raw))

    def ok(self, name: str, body: str = "", status: int = 200, headers: Mapping[str, str] | None = None, charset: str = "utf-8", raw: bytes | None = None) -> None:
        """Add a good page."""
        self.good.append(Fault(name, "ok", body, status, dict(headers or {}), charset, raw))


NAV = "".join(f'<li><a href="/{k}/index.html" target="_blank">{v}</a></li>' for k, v in {
 "zwgk":"政务公开","zwfw":"政务服务","hdjl":"互动交流","zjyl":"走进云岭","sjfb":"数据发布","ztzl":"专题专栏","rdgk":"人大概况","ldzc":"领导之窗","jgzn":"机构职能","zcwj":"政策文件","tzgg":"通知公告","xwzx":"新闻中心"}.items())
FOOT = ('<div class="footer"><p>主办：云岭区人民政府办公室　承办：云岭区大数据中心</p><p>地址：云岭区人民路1号　邮编：000000　联系电话：000-00000000</p>'
 '<p><a href="https://beian.miit.gov.cn/">沪ICP备00000000号-1</a> 网站标识码：0000000000 <img src="/images/gaba.png">公安备案00000000000000号</p><p><a href="/wzdt.html">网站地图</a> | <a href="/lxwm.html">联系我们</a> | <a href="/ysbh.html">隐私声明</a></p></div>')

def gov(title: str, main: str, head: str = "") -> str:
    """A page of a district government: menu, place, footer."""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">
<title>{title}</title>
<meta name="SiteName" content="云岭区人民政府"><meta name="SiteDomain" content="www.yunling.example">
<link rel="stylesheet" href="/images/style.css">
<script src="/images/jquery.min.js"></script>{head}
</head>
<body>
<div class="top"><a href="javascript:void(0)">简体</a> | <a>繁体</a> | <a href="/wza.html">无障碍浏览</a> | <a href="/znwd">智能问答</a> | <a href="/login.do">登录个人中心</a></div>
<div class="header"><div class="logo"><img src="/images/logo.png" alt="云岭区人民政府"></div>
<div class="search"><form action="/search.html"><input name="q" placeholder="请输入关键字"><button>搜索</button></form></div></div>
<div class="nav"><ul>{NAV}</ul></div>
<div class="position">您当前的位置：首页 &gt; 政务公开</div>
<div class="main">
{main}
</div>
{FOOT}
<script>var _hmt=_hmt||[];(function(){{var hm=document.createElement("script");hm.src="https://hm.example/hm.js?0a";document.getElementsByTagName("head")[0].appendChild(hm);}})();</script>
</body>
</html>"""

def plain(title: str, words: str = "", head: str = "") -> str:
    """A page without a frame."""
    return f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n{head}</head>\n<body>\n{words}\n</body>\n</html>'

def forum(title: str, main: str) -> str:
    """A page of a Discuz! X3.4 forum, its whole frame."""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{title} -  云岭社区 -  Powered by Discuz!</title>
<meta name="keywords" content="" /><meta name="description" content=",云岭社区" />
<meta name="generator" content="Discuz! X3.4" />
<meta name="author" content="Discuz! Team and Comsenz UI Team" />
<base href="https://bbs.yunling.example/" /><link rel="stylesheet" type="text/css" href="data/cache/style_1_common.css?s5Z" />
<script type="text/javascript">var STYLEID = '1', STATICURL = 'static/', IMGDIR = 'static/image/common', VERHASH = 's5Z', charset = 'utf-8', discuz_uid = '0', cookiepre = 'aB3x_2132_', cookiedomain = '', cookiepath = '/', showusercard = '1', attackevasive = '0', disallowfloat = 'newthread', creditnotice = '1|威望|,2|金钱|,3|贡献|', defaultstyle = '', REPORTURL = 'aHR0', SITEURL = 'https://bbs.yunling.example/', JSPATH = 'static/js/';</script>
<script src="static/js/common.js?s5Z" type="text/javascript"></script>
</head>
<body id="nv_forum" class="pg_viewthread" onkeydown="if(event.keyCode==27) return false;">
<div id="append_parent"></div><div id="ajaxwaitid"></div>
<div id="toptb" class="cl"><div class="wp"><div class="z"><a href="javascript:;" onclick="setHomepage()">设为首页</a><a href="https://bbs.yunling.example/" onclick="addFavorite(this.href, '云岭社区');return false;">收藏本站</a></div><div class="y"><a id="switchblind" href="javascript:;">开启辅助访问</a><a href="javascript:;" id="switchwidth">切换到窄版</a></div></div></div>
<div id="hd"><div class="wp"><div class="hdc cl"><h2><a href="./" title="云岭社区"><img src="static/image/common/logo.png" alt="云岭社区" border="0" /></a></h2>
<form method="post" autocomplete="off" id="lsform" action="member.php?mod=logging&amp;action=login&amp;loginsubmit=yes&amp;infloat=yes&amp;lssubmit=yes" onsubmit="return lsSubmit();"><div class="fastlg cl"><span id="return_ls" style="display:none"></span><div class="y pns"><table><tr><td><span class="ftid"><select name="fastloginfield" id="ls_fastloginfield"><option value="username">用户名</option><option value="email">Email</option></select></span></td><td><input type="text" name="username" id="ls_username" class="px vm xg1" /></td><td class="fastlg_l"><label for="ls_cookietime"><input type="checkbox" name="cookietime" id="ls_cookietime" class="pc" value="2592000" />自动登录</label></td><td>&nbsp;<a href="javascript:;">找回密码</a></td></tr><tr><td><label for="ls_password" class="z psw_w">密码</label></td><td><input type="password" name="password" id="ls_password" class="px vm" /></td><td class="fastlg_l"><button type="submit" class="pn vm"><em>登录</em></button></td><td>&nbsp;<a href="member.php?mod=register" class="xi2 xw1">立即注册</a></td></tr></table></div></div></form></div>
<div id="nv"><ul><li class="a" id="mn_forum"><a href="forum.php" hidefocus="true" title="BBS">论坛<span>BBS</span></a></li><li id="mn_guide"><a href="forum.php?mod=guide">导读</a></li><li><a href="misc.php?mod=ranklist">排行榜</a></li></ul></div>
<div id="scbar" class="cl"><form id="scbar_form" method="post" action="search.php?searchsubmit=yes"><input type="text" name="srchtxt" id="scbar_txt" value="请输入搜索内容" /><strong>热搜: </strong><a>活动</a><a>交友</a></form></div></div></div>
<div id="wp" class="wp">
{main}
</div>
<div id="ft" class="wp cl"><div id="flk" class="y"><p><a href="archiver/">Archiver</a>|<a href="forum.php?mobile=yes">手机版</a>|<a href="forum.php?mod=misc&amp;action=showdarkroom">小黑屋</a>|<strong><a href="http://www.yunling.example/">云岭社区</a></strong> ( <a href="http://beian.miit.gov.cn/">沪ICP备00000000号</a> )</p><p class="xs0">GMT+8, 2026-3-2 09:21 <span id="debuginfo">, Processed in 0.041233 second(s), 7 queries .</span></p></div><div id="frt"><p>Powered by <strong><a href="http://www.discuz.net">Discuz!</a></strong> <em>X3.4</em></p><p class="xs0">&copy; 2001-2017 <a href="http://www.comsenz.com">Comsenz Inc.</a></p></div></div>
</body>
</html>"""

def message(words: str, kind: str = "alert_error", extra: str = "") -> str:
    """What the forum says in the place of a page."""
    return forum("提示信息", f'<div id="ct" class="wp cl w"><div class="nfl" id="main_succeed" style="display: none"><div class="f_c altw"><div class="alert_right"><p id="succeedmessage"></p><p id="succeedlocation" class="alert_btnleft"></p><p class="alert_btnleft"><a id="succeedmessage_href">如果您的浏览器没有自动跳转，请点击此链接</a></p></div></div></div><div class="nfl" id="main_message"><div class="f_c altw"><div id="messagetext" class="{kind}"><p>{words}</p>{extra}<p class="alert_btnleft"><a href="javascript:history.back()">[ 点击这里返回上一页 ]</a></p></div></div></div></div>')

def touched(words: str) -> str:
    """The same in the forum's touch template."""
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1.0"><title>提示信息 -  手机版 - Powered by Discuz!</title><link rel="stylesheet" href="static/image/mobile/style.css"><script src="static/js/mobile/jquery-1.8.3.min.js"></script></head>
<body class="bg"><div class="header"><div class="hdc cl"><h2><a title="云岭社区" href="forum.php?mobile=2"><img src="static/image/mobile/images/logo.png" /></a></h2><ul class="user_fun"><li><a href="search.php?mod=forum" class="icon_search">搜索</a></li></ul></div></div>
<div class="jump_c"><p>{words}</p><p><a class="grey" href="javascript:history.back();">[ 点击这里返回上一页 ]</a></p></div>
<div class="footer"><div><a href="member.php?mod=logging&amp;action=login">登录</a> | <a href="member.php?mod=register">注册</a></div><div><a href="forum.php?mobile=1">标准版</a> | <a class="xi2">触屏版</a> | <a href="forum.php?mobile=no">电脑版</a></div><p>&copy; Comsenz Inc.</p></div></body></html>"""


def table(title: str, main: str) -> str:
    """A page in tables of 2005, in GB2312: a log-in form in its corner, a footer of plain text."""
    return f'''<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}</title><link href="css.css" rel="stylesheet"></head>
<body leftmargin="0"><table width="778" align="center"><tr><td><img src="images/top.gif" width="778"></td></tr><tr><td bgcolor="#cc0000"><a href="index.asp">首 页</a> | <a href="rdgk.asp">人大概况</a> | <a href="hyxx.asp">会议信息</a> | <a href="jyjd.asp">决议决定</a> | <a href="dbgz.asp">代表工作</a> | <a href="ly.asp">在线留言</a></td></tr></table>
<table width="778" align="center"><tr><td width="180" valign="top">站内搜索<form action="s.asp"><input name="k" size="12"><input type="submit" value="搜"></form>代表登录<form action="login.asp" method="post">用户：<input name="u" size="10"><br>密码：<input type="password" name="p" size="10"><br><input type="submit" value="登录"></form></td><td valign="top">{main}</td></tr></table>
<table width="778" align="center"><tr><td align="center">云岭区人大常委会 版权所有 地址：人民路2号 电话：000-0000000<br>建议使用IE6.0以上浏览器，分辨率1024*768　您是第 88231 位访客</td></tr></table></body></html>'''
